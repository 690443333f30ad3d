# One image for every process of microsphere; the command says which.
FROM node:24-bookworm-slim AS build
WORKDIR /microsphere
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.json tsconfig.base.json ./
COPY scripts scripts
COPY packages packages
RUN node scripts/pm.mjs build \
 && node scripts/prune.mjs

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /microsphere
COPY --from=build /microsphere /microsphere
RUN mkdir -p /var/lib/microsphere && chown node:node /var/lib/microsphere
USER node
VOLUME /var/lib/microsphere
