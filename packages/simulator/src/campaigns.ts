// The campaigns, by the names by which a thread is told which of them it works for.
import type { Campaign } from './campaign.ts';
import { haCampaign } from './ha-campaign.ts';
import { svmotionCampaign } from './svmotion/campaign.ts';
import { vmotionCampaign } from './vmotion/campaign.ts';

export const campaignNames = ['ha', 'vmotion', 'svmotion'] as const;

export type CampaignName = (typeof campaignNames)[number];

export const campaigns: Readonly<Record<CampaignName, Campaign>> = {
  ha: haCampaign,
  vmotion: vmotionCampaign,
  svmotion: svmotionCampaign,
};
