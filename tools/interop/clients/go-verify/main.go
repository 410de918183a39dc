// Verifies requests from the bytes that went over a socket, with Go's crypto, by OCI's description of its signatures.
//
// Takes a file with a line of JSON for each request, {"id", "raw", "bodyUnsigned"}, and the public key as PEM. Knows nothing of the packages
// that signed them, nothing of OCI's SDK, and does not use net/http, which would repair what it reads. Prints a line of JSON for each:
// {"case", "status"}, or {"case", "error"}.
package main

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

type captured struct {
	ID           string `json:"id"`
	Raw          []byte `json:"raw"`
	BodyUnsigned bool   `json:"bodyUnsigned"`
}

type line struct {
	Case   string `json:"case"`
	Status int    `json:"status,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	key := readKey(os.Args[2])
	file, err := os.Open(os.Args[1])
	must(err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var request captured
		must(json.Unmarshal(lines.Bytes(), &request))
		told := line{Case: request.ID, Status: 200}
		if err := verify(request, key); err != nil {
			told = line{Case: request.ID, Error: err.Error()}
		}
		text, _ := json.Marshal(told)
		fmt.Println(string(text))
	}
	must(lines.Err())
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func readKey(path string) *rsa.PublicKey {
	text, err := os.ReadFile(path)
	must(err)
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	must(err)
	return key.(*rsa.PublicKey)
}

func verify(asked captured, key *rsa.PublicKey) error {
	request, err := parse(asked.Raw)
	if err != nil {
		return err
	}
	signed, err := parametersOf(request)
	if err != nil {
		return err
	}
	names := strings.Split(signed["headers"], " ")
	if err := request.checkNames(names, asked.BodyUnsigned); err != nil {
		return err
	}
	text, err := request.signingString(names)
	if err != nil {
		return err
	}
	if err := request.checkContent(names); err != nil {
		return err
	}
	signature, err := base64.StdEncoding.DecodeString(signed["signature"])
	if err != nil {
		return err
	}
	digest := sha256.Sum256(text)
	return rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature)
}

var parameter = regexp.MustCompile(`([A-Za-z]+)="([^"]*)"(?:,|$)`)

func parametersOf(request *received) (map[string]string, error) {
	value, err := request.once("authorization")
	if err != nil {
		return nil, err
	}
	text, isSignature := strings.CutPrefix(value, "Signature ")
	if !isSignature {
		return nil, errors.New("another scheme")
	}
	found := map[string]string{}
	for _, match := range parameter.FindAllStringSubmatch(text, -1) {
		found[match[1]] = match[2]
	}
	if found["algorithm"] != "rsa-sha256" || found["version"] != "1" {
		return nil, errors.New("another algorithm or version")
	}
	return found, nil
}

type received struct {
	method, target string
	headers        map[string][]string
	body           []byte
}

func parse(raw []byte) (*received, error) {
	head, body, isWhole := bytes.Cut(raw, []byte("\r\n\r\n"))
	rows := strings.Split(string(head), "\r\n")
	first := strings.Split(rows[0], " ")
	if !isWhole || len(first) != 3 || first[2] != "HTTP/1.1" {
		return nil, errors.New("not HTTP/1.1")
	}
	request := &received{first[0], first[1], map[string][]string{}, body}
	for _, row := range rows[1:] {
		name, value, _ := strings.Cut(row, ":")
		name = strings.ToLower(name)
		request.headers[name] = append(request.headers[name], strings.Trim(value, " \t"))
	}
	if slices.Contains(request.headers["transfer-encoding"], "chunked") {
		var err error
		request.body, err = unchunked(body)
		return request, err
	}
	return request, nil
}

func unchunked(rest []byte) ([]byte, error) {
	var body []byte
	for {
		size, after, _ := bytes.Cut(rest, []byte("\r\n"))
		length, err := strconv.ParseInt(string(size), 16, 32)
		if err != nil || length == 0 {
			return body, err
		}
		if int(length)+2 > len(after) {
			return nil, errors.New("a chunk is cut off")
		}
		body, rest = append(body, after[:length]...), after[length+2:]
	}
}

func (request *received) once(name string) (string, error) {
	values := request.headers[name]
	if len(values) != 1 {
		return "", fmt.Errorf("%s is not there once", name)
	}
	return values[0], nil
}

func (request *received) checkNames(names []string, bodyUnsigned bool) error {
	date := "date"
	if _, isSent := request.headers["x-date"]; isSent {
		date = "x-date"
	}
	required := []string{"(request-target)", "host", date}
	if slices.Contains([]string{"POST", "PUT", "PATCH"}, request.method) && !bodyUnsigned {
		required = append(required, "content-length", "content-type", "x-content-sha256")
	}
	for _, name := range required {
		if !slices.Contains(names, name) {
			return fmt.Errorf("%s is not signed", name)
		}
	}
	value, err := request.once(date)
	if err != nil {
		return err
	}
	sent, err := time.Parse("Mon, 02 Jan 2006 15:04:05 GMT", value)
	if err != nil {
		return err
	}
	if time.Since(sent).Abs() > 10*time.Minute {
		return errors.New("the date is far from now")
	}
	return nil
}

func (request *received) signingString(names []string) ([]byte, error) {
	for _, letter := range []byte(request.target) {
		if letter <= 0x20 || letter >= 0x7f || request.target[0] != '/' {
			return nil, errors.New("the target is not visible ASCII")
		}
	}
	var rows []string
	for _, name := range names {
		if name == "(request-target)" {
			rows = append(rows, name+": "+strings.ToLower(request.method)+" "+request.target)
			continue
		}
		value, err := request.once(name)
		if err != nil {
			return nil, err
		}
		rows = append(rows, name+": "+value)
	}
	return []byte(strings.Join(rows, "\n")), nil
}

func (request *received) checkContent(names []string) error {
	if slices.Contains(names, "x-content-sha256") {
		digest := sha256.Sum256(request.body)
		if request.headers["x-content-sha256"][0] != base64.StdEncoding.EncodeToString(digest[:]) {
			return errors.New("the hash is not that of the body")
		}
	}
	if lengths := request.headers["content-length"]; len(lengths) > 0 && lengths[0] != strconv.Itoa(len(request.body)) {
		return errors.New("the length is not that of the body")
	}
	return nil
}
