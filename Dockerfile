# 守望的容器。数据放在 /data：密钥总在这里；没有写 DATABASE_URL 时，自带的数据库也在这里。
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY . .
RUN npm ci && npm pack --pack-destination /packed

FROM node:24-bookworm-slim
COPY --from=build /packed/shouwang-*.tgz /tmp/
RUN npm install --global --omit=dev /tmp/shouwang-*.tgz && rm /tmp/shouwang-*.tgz && npm cache clean --force \
  && mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["shouwang"]
CMD ["start", "--empty", "--host", "0.0.0.0", "--data", "/data"]
