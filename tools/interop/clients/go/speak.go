package main

// The emulator's address, the control server, and how a case tells how it ended: see ../python/interop.py.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

var url = strings.TrimRight(os.Getenv("OCI_EMULATOR_URL"), "/")

type members map[string]any

// control asks the control server to do something with the emulator, and gives what it answers.
func control[T any](verb string, asked members) T {
	body, _ := json.Marshal(asked)
	response, err := http.Post(os.Getenv("INTEROP_CONTROL")+"/"+verb, "application/json", bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	var answer T
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || response.StatusCode != http.StatusOK {
		panic(fmt.Sprintf("control %s: %v %v", verb, response.Status, err))
	}
	return answer
}

// order asks for something that has no answer.
func order(verb string, asked members) { control[any](verb, asked) }

type line struct {
	Case   string `json:"case"`
	Status int    `json:"status,omitempty"`
	Error  string `json:"error,omitempty"`
}

// run tells how a case ends: act yields a status, or an error.
func run(title string, act func() (int, error)) {
	order("refusals", members{})
	told := line{Case: title}
	status, err := acted(act)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("answered with %d", status)
	}
	if err == nil {
		told.Status = status
	} else {
		reasons := control[[]string]("refusals", members{})
		told.Error = fmt.Sprintf("%.400s [%s]", strings.ReplaceAll(err.Error(), "\n", " "), strings.Join(reasons, ", "))
	}
	text, _ := json.Marshal(told)
	fmt.Println(string(text))
}

func acted(act func() (int, error)) (status int, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	return act()
}

// wait waits for tokens to end: the SDK looks at the clock of this machine.
func wait() { time.Sleep(2500 * time.Millisecond) }
