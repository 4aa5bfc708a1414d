# The service as an image: docker build -t sokyso . Offline use: docker save sokyso > sokyso.tar, docker load < sokyso.tar
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Node itself is in the image: the packages that bring one are left out.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/node-linux-* node_modules/node-bin-*

FROM node:24-slim
ENV NODE_ENV=production SOKYSO_DATA=/data SOKYSO_HOST=0.0.0.0 SOKYSO_PORT=8322
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY src src
COPY workers workers
COPY fixtures fixtures
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
VOLUME /data
EXPOSE 8322
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8322/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/main.ts"]
CMD ["serve"]
