// Plays the mechanism that its argument names with OCI's SDK for Go, against an emulator.
package main

import (
	"fmt"
	"os"
)

var mechanisms = map[string]func(){
	"api-key":        apiKey,
	"data-plane":     dataPlane,
	"conformance":    conformance,
	"delegation":     delegation,
	"difficult":      difficult,
	"first-calls":    firstCalls,
	"instance":       instance,
	"oke":            oke,
	"opened-session": session,
	"resource":       resource,
	"scoped-oauth":   scopedOauth,
	"session":        session,
	"tls":            tls,
	"token-exchange": tokenExchange,
	"written-config": writtenConfig,
}

func main() {
	play, ok := mechanisms[os.Args[1]]
	if !ok {
		fmt.Fprintf(os.Stderr, "There is no mechanism %q.\n", os.Args[1])
		os.Exit(2)
	}
	play()
}
