# Everything a contributor needs. `make check` is what CI runs.
.PHONY: check test lint golden demo build bench

check: lint test

test: ## the README's test command, with the race detector, but inside SQLite, and in random order
	go test -race $(foreach inside,sqlite/lib libc memory,-gcflags=modernc.org/$(inside)=-race=false) -shuffle=on -timeout 20m ./...

lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on the files above"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

golden: ## rewrite what the tests compare with; read the difference before you commit it
	go test ./bot/view ./cmd/coach ./stories ./stories/browser -update

demo:
	go run ./cmd/coach demo

build: ## one static binary
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o dist/coach ./cmd/coach

bench:
	go test ./... -run '^$$' -bench . -benchtime 3s
