// Command fetcher prints the size of every page named on its command line.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
)

type result struct {
	url   string
	bytes int64
	err   error
}

func fetch(url string) result {
	response, err := http.Get(url)
	if err != nil {
		return result{url: url, err: err}
	}
	defer response.Body.Close()
	n, err := io.Copy(io.Discard, response.Body)
	return result{url: url, bytes: n, err: err}
}

func main() {
	results := make(chan result)
	var pending sync.WaitGroup
	for _, url := range os.Args[1:] {
		pending.Add(1)
		go func() {
			defer pending.Done()
			results <- fetch(url)
		}()
	}
	go func() {
		pending.Wait()
		close(results)
	}()
	for r := range results {
		if r.err != nil {
			fmt.Fprintln(os.Stderr, r.url, r.err)
			continue
		}
		fmt.Println(r.url, r.bytes)
	}
}
