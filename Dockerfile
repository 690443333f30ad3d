# One image for every process of microsphere; the command says which.
FROM node:24-bookworm-slim AS build
WORKDIR /microsphere
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc tsconfig.json tsconfig.base.json ./
COPY scripts scripts
COPY packages packages
RUN node scripts/pm.mjs build \
 && rm -rf node_modules packages/*/node_modules \
 && npm exec --yes -- "$(node -p "require('./package.json').packageManager")" install --prod --frozen-lockfile \
 && rm -rf packages/*/src packages/*/tests packages/*/docker packages/*/tsconfig.json packages/*/*.tsbuildinfo scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production MICROSPHERE_HOME=/var/lib/microsphere
WORKDIR /microsphere
RUN mkdir -p /var/lib/microsphere && chown node:node /var/lib/microsphere
COPY --from=build /microsphere /microsphere
USER node
VOLUME /var/lib/microsphere
ENTRYPOINT ["node"]
CMD ["packages/cli/dist/main.js", "--help"]
