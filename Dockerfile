# One static binary, run as nobody in particular, with nothing beside it: no shell, no package manager.
# The root may be read-only. People's words are in the volume /data alone.
#
#   docker build -t coach .
#   docker run --read-only --tmpfs /tmp -v coach-data:/data -e SLACK_BOT_TOKEN -e SLACK_APP_TOKEN coach

FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETOS
ARG TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
# .git comes with it: the binary says which commit it was built from.
COPY . .
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -buildvcs=true -trimpath -ldflags "-s -w" -o /out/coach ./cmd/coach \
 && mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/coach /coach
COPY --from=build --chown=65532:65532 --chmod=0700 /out/data /data
USER 65532:65532
WORKDIR /data
ENV COACH_DB=/data/coach.db
VOLUME /data
# SIGTERM lets coach finish what it has begun.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/coach"]
CMD ["run"]
