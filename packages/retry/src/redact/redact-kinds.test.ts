// Each way in which a name and its secret, or a key, may stand in a text.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { redactText } from './redact-text.ts'

type Row = readonly [what: string, text: string, expected?: string | undefined]
/** The text itself is expected where nothing is to be taken out. */
const rows = (list: readonly Row[]): void => {
  const cases = list.map(([what, text, expected]) => [what, text, expected ?? text] as const)
  test.each(cases)('%s', (_, text, expected) => expect(redactText(text)).toBe(expected))
}

describe('of JSON and its like it takes out', () => {
  rows([
    ['a JSON member', '{"currentToken":"hunter2","user":"me"}', '{"currentToken":"<redacted>","user":"me"}'],
    ['a JSON member that is a number', '{"password":12345}', '{"password":<redacted>}'],
    ['a value with an escaped quote', '{"token":"a\\"hunter2"}', '{"token":"<redacted>"}'],
    ['a value that ends with an escaped quote', '{"token":"h\\"","b":"c"}', '{"token":"<redacted>","b":"c"}'],
    [
      'escaped JSON whose end has too many backslashes',
      'x \\"token\\":\\"h\\\\" b',
      'x \\"token\\":\\"<redacted>\\" b',
    ],
    ['JSON within JSON', '{"body":"{\\"token\\":\\"hunter2\\"}"}', '{"body":"{\\"token\\":\\"<redacted>\\"}"}'],
    ['JSON that is cut off', '{"user":"me","token":"hunter2', '{"user":"me","token":"<redacted>'],
    ['JSON that is cut off within an escape', '{"token":"hunter2\\', '{"token":"<redacted>'],
    ['JSON in a sentence', 'got {"pass_phrase": "a\\"hunter2", "b": 1}', 'got {"pass_phrase": "<redacted>", "b": 1}'],
    [
      'escaped JSON in a sentence',
      'got "{\\"token\\":\\"hunter2\\",\\"b\\":1}"',
      'got "{\\"token\\":\\"<redacted>\\",\\"b\\":1}"',
    ],
    ['Python’s notation', "{'token': 'hunter2', 'b': 1}", "{'token': '<redacted>', 'b': 1}"],
    [
      'a printed object',
      "with { authorization: 'hunter2', password: \"hunter2\", cookie: [ 'hunter2' ] }",
      'with { authorization: \'<redacted>\', password: "<redacted>", cookie: <redacted>',
    ],
    ['all of a list without an end', 'x "tokens-token": ["a", "b"], "c": 1', 'x "tokens-token": <redacted>'],
    ['nothing where a value is empty', '{"token":"","b":"c'],
  ])
})

describe('of queries, forms, headers and files it takes out', () => {
  rows([
    ['a query', 'GET /a?b=c&access_token=hunter2&d=e', 'GET /a?b=c&access_token=<redacted>&d=e'],
    ['a form', 'grant_type=x&client_secret=hunter2', 'grant_type=x&client_secret=<redacted>'],
    ['a quoted pair', 'run --set pass_phrase="hunter2 hunter2" x', 'run --set pass_phrase="<redacted>" x'],
    [
      'an indented header',
      'sent:\n    Authorization: Signature hunter2\n  date: x',
      'sent:\n    Authorization: <redacted>\n  date: x',
    ],
    ['a header after its arrow', '> Cookie: a=hunter2; b=hunter2', '> Cookie: <redacted>'],
    ['a line of a config file', 'user=me\npass_phrase = hunter2 more\n', 'user=me\npass_phrase = <redacted>\n'],
    ['a header in a sentence', 'sent Authorization: Custom a="1", b\nnext', 'sent Authorization: <redacted>\nnext'],
    ['cookies in a sentence', 'sent Cookie: a=hunter2; b=hunter2', 'sent Cookie: <redacted>'],
    ['another header in a sentence', 'sent opc-obo-token: hunter2 twice', 'sent opc-obo-token: <redacted> twice'],
    ['a name with other letters before it', 'é_token=hunter2 $token=hunter2', 'é_token=<redacted> $token=<redacted>'],
    ['a name longer than any', `${'a'.repeat(300)}_token=hunter2 x`, `${'a'.repeat(300)}_token=<redacted> x`],
    ['a line with quotes in it', 'token: "hunter2" hunter2\nnext', 'token: <redacted>\nnext'],
    ['a quoted line that goes on', 'SECRET="hunter2\nhunter2"\nnext', 'SECRET=<redacted>\nnext'],
    ['a placeholder on a line, and no more', 'Token: [hidden]\nnext', 'Token: <redacted>\nnext'],
    ['nothing where an address has a port', 'connect ECONNREFUSED 127.0.0.1:443'],
    ['nothing in a time', 'at 2024-01-01T00:00:00Z: 5 tokens left'],
  ])
})

describe('of a command line it takes out', () => {
  rows([
    ['a value', 'oci --token hunter2 --wait', 'oci --token <redacted> --wait'],
    ['a value after an equals sign', 'oci --token=hunter2 --wait', 'oci --token=<redacted> --wait'],
    ['the values of several options', '--token h2 --passphrase h3', '--token <redacted> --passphrase <redacted>'],
    ['a value in quotes', '--passphrase "hunter2 \\" hunter2" -x', '--passphrase "<redacted>" -x'],
    ['a value in single quotes', "--passphrase 'hunter2 hunter2' x", "--passphrase '<redacted>' x"],
    ['a value in escaped quotes', '{"c":"x --token \\"a hunter2\\" y', '{"c":"x --token \\"<redacted>\\" y'],
    ['a value that ends with the string around it', '["x --token hunter2","y', '["x --token <redacted>","y'],
    ['a value on the next line', '--token \\\n  hunter2 x', '--token \\\n  <redacted> x'],
    ['a value that begins like a PEM', '--private-key -----hunter2', '--private-key <redacted>'],
    ['what stands behind -p', 'mysql -p hunter2 db', 'mysql -p <redacted> db'],
    ['what stands behind -p=', 'run -p=hunter2 db', 'run -p=<redacted> db'],
    ['the password of --user', 'curl --user me:hunter2 http://h', 'curl --user me:<redacted> http://h'],
    ['the password of -u', 'curl -u me:hunter2 http://h', 'curl -u me:<redacted> http://h'],
    ['the password of --proxy-user', '--proxy-user=me:hunter2', '--proxy-user=me:<redacted>'],
    ['a quoted password of -u', 'curl -u "me:hunter2 h" x', 'curl -u "me:<redacted>" x'],
    ['nothing without a value', 'oci --token'],
    ['nothing of the next option', 'oci --token --wait 5'],
    ['nothing in a sentence about an option', 'Give --token or --token-file; --password is required.'],
    ['nothing in a sentence that ends', 'Give --token to me, not --password.'],
    ['nothing of other options', 'oci --region phx -P 5 -pp x a--token x'],
    ['nothing of an empty value', '--token "" --wait'],
    [
      'nothing of a placeholder',
      'oci --token <token> --password <Your-Password> --passphrase=<pass_phrase> -p <secret>',
    ],
    ['what is in other brackets', 'oci --token <hunter2> -x', 'oci --token <redacted> -x'],
    ['what is not all in brackets', 'oci --token <token>x -x', 'oci --token <redacted>'],
    ['what begins with a placeholder', 'oci --password x<token> -x', 'oci --password <redacted> -x'],
  ])
})

describe('of -p it takes out', () => {
  rows([
    ['nothing of another command', 'mkdir -p /tmp/x'],
    ['nothing after a sign of the shell', 'a; rmdir -p x && cp -p x y | (ssh -p 22 h) `psql -p 5432`'],
    ['nothing after other options', 'sudo /usr/bin/mkdir -v --parents -p x'],
    ['nothing in a message', 'Command failed: mkdir -p x, after the shell ran cp -p x y'],
    ['nothing in text in quotes', `run("mkdir -p x", 'mkdir -p x')`],
    ['nothing after a prompt', '$ mkdir -p x\n# mkdir -p x\n> mkdir -p x\nmkdir\t-p\tx'],
    ['what is after a command of that name that may be an argument', 'login mkdir -p h', 'login mkdir -p <redacted>'],
    ['what is after an option’s value', 'login -u mkdir -p h', 'login -u mkdir -p <redacted>'],
    ['what is after a value of such a command', 'mkdir -m 700 -p h', 'mkdir -m 700 -p <redacted>'],
    ['what is after a longer name', 'xmkdir -p h; mkdirx -p h', 'xmkdir -p <redacted> mkdirx -p <redacted>'],
    ['what is after a longer word', 'xsudo mkdir -p h', 'xsudo mkdir -p <redacted>'],
    ['what is after an equals sign', 'mkdir -p=h', 'mkdir -p=<redacted>'],
    ['what is after a name that is secret', 'mkdir --token h', 'mkdir --token <redacted>'],
  ])
})

describe('of a message about a token it takes out', () => {
  rows([
    ['nothing of words', 'token: try again'],
    ['nothing of a sentence', 'Access-Token: Invalid or expired, please request a new one.\ntoken: missing'],
    ['nothing in a sentence', 'cannot refresh the token: try again later; no token: expired.'],
    ['nothing of an indented line', '  security_token: not found!\nb: c'],
    ['nothing of a placeholder', 'token: <token>'],
    ['words beside another', 'token: try hunter2 again', 'token: <redacted>'],
    ['words before another line of it', 'token: try again\n  hunter2', 'token: <redacted>'],
    ['words that another is a part of', 'token: tryagain', 'token: <redacted>'],
    ['words in quotes', 'token: "try again"', 'token: <redacted>'],
    ['words that are a password', 'password: try again', 'password: <redacted>'],
    ['words in a config file', 'token=try again', 'token=<redacted>'],
    ['words in an object', '{ token: invalid }, {"token":expired}', '{ token: invalid }, {"token":<redacted>}'],
    ['other words after a name that goes on', 'x-token-value: invalid', 'x-token-value: <redacted>'],
  ])
})

describe('of XML and HTML it takes out', () => {
  rows([
    ['the content of an element', '<a><token>hunter2</token>b</a>', '<a><token><redacted></token>b</a>'],
    [
      'the content of several',
      '<token>h</token><b>c</b><password>h</password>',
      '<token><redacted></token><b>c</b><password><redacted></password>',
    ],
    ['elements with a prefix', '<w:Password T="a">h</w:Password>', '<w:Password T="a"><redacted></w:Password>'],
    ['elements whose tags differ in case', '<Token>hunter2</TOKEN>b', '<Token><redacted></TOKEN>b'],
    ['lines of content', '<token>\n hunter2\n</token>', '<token><redacted></token>'],
    ['all that is nested', '<token><b>hunter2</b><c/></token>d', '<token><redacted></token>d'],
    ['elements of the same name', '<token><token>a</token>h</token>b', '<token><redacted></token>b'],
    ['an element of the same name that is empty', '<token><token/>h</token>b', '<token><redacted></token>b'],
    ['as much as can be closed', '<token>a<token>h</token>b', '<token><redacted></token>b'],
    ['a CDATA section', '<token><![CDATA[a</token>h]]></token>b', '<token><redacted></token>b'],
    ['a CDATA section without an end', '<token><![CDATA[a</token>h', '<token><redacted>'],
    [
      'a CDATA section without an end after another element',
      '<token>a<token>b</token><![CDATA[</token>h',
      '<token><redacted>',
    ],
    ['an element with an empty one in it', '<token><c/>h</token>b</a>', '<token><redacted></token>b</a>'],
    [
      'elements of which one is open',
      '<token>a<token>h</token>b<token>c',
      '<token><redacted></token>b<token><redacted>',
    ],
    ['a comment within', '<token>a<!-- ]]> </token> -->h</token>b', '<token><redacted></token>b'],
    ['an element in a comment', '<!-- <token>hunter2</token> -->', '<!-- <token><redacted></token> -->'],
    ['an element in a CDATA section', '<![CDATA[<token>h</token>]]>', '<![CDATA[<token><redacted></token>]]>'],
    ['an element that is cut off', '<a>b</a><token>hunter2', '<a>b</a><token><redacted>'],
    ['an element that is cut off in a new line', '<token>\nhunter2', '<token><redacted>'],
    ['an element that is cut off in its end', '<token>hunter2</tok', '<token><redacted>'],
    [
      'an element that is cut off after another',
      '<token>a</token><token>h',
      '<token><redacted></token><token><redacted>',
    ],
    ['an attribute', '<a b="c" token="hunter2"/>', '<a b="c" token="<redacted>"/>'],
    ['an attribute in single quotes', "<a token='hunter2'>b</a>", "<a token='<redacted>'>b</a>"],
    ['a value beside its name', '<add key="password" value="hunter2"/>x', '<add key="password" value="<redacted>"/>x'],
    ['a value before its name', '<input value = "h" name="token">x', '<input value = "<redacted>" name="token">x'],
    ['escaped quotes', '<a name=\\"token\\" value=\\"h\\"/>', '<a name=\\"token\\" value=\\"<redacted>\\"/>'],
    [
      'the content beside a name',
      '<property name="password">hunter2</property>x',
      '<property name="password"><redacted></property>x',
    ],
    [
      'what follows a key',
      '<key>password</key>\n<string>hunter2</string><key>a</key><string>b</string>',
      '<key>password</key>\n<string><redacted></string><key>a</key><string>b</string>',
    ],
    ['the content of an encoded element', '&lt;token&gt;h2&lt;/token&gt;b', '<token><redacted></token>b'],
    ['nothing of an empty element', '<token></token><token/><token a="b" />c'],
    ['nothing of blanks', '<token> </token>c'],
    ['nothing of placeholders', 'use <token>, <password> or <secret>.'],
    ['nothing of a placeholder at the beginning', '<token> is needed'],
    ['nothing of a placeholder that comes twice', 'use <token> and <token> here'],
    ['nothing after a word beside another tag', '<a>token<b/><c>d</c></a>'],
    ['nothing after a placeholder of an address', 'https://h/<token>/x <password>'],
    ['nothing beside another name', '<add key="user" value="me"/><b name="c">d</b>'],
    ['nothing beside a name that is somewhere else', '<add title="password" value="me"/>'],
    ['nothing of another attribute', '<add key="password" title="me"/>'],
    ['nothing of a tag without an end', '<input name="token"> and the rest'],
    ['nothing after a word in an element', '<key>a token</key><b>c</b>'],
    ['nothing after a text', '<key>token</key> x <b>c</b>'],
    ['nothing after an end', '<a/>token</key><b>c</b>'],
    ['nothing of what is no tag', '1 < token > 0 and <!token>b</!token>'],
  ])
})

describe('of lists and pairs it takes out', () => {
  rows([
    ['the second of a pair', `x ["authorization","Signature h"`, `x ["authorization","<redacted>"`],
    ['the second of a printed pair', `[ 'token', 'hunter2' ]`, `[ 'token', '<redacted>' ]`],
    [
      'what follows a header’s name',
      "rawHeaders: [\n  'authorization',\n  'Signature h',\n  'date',\n  'x' ]",
      "rawHeaders: [\n  'authorization',\n  '<redacted>',\n  'date',\n  'x' ]",
    ],
    ['a pair in escaped text', '"[\\"token\\",\\"h\\"]"', '"[\\"token\\",\\"<redacted>\\"]"'],
    [
      'the value beside its name',
      'x {"name":"token","value":"h","b":1',
      'x {"name":"token","value":"<redacted>","b":1',
    ],
    ['a printed value beside its name', `{ name: 'token', value: 'h' }`, `{ name: 'token', value: '<redacted>' }`],
    ['a number beside its name', 'x {"k":"token","v":5,"b":1', 'x {"k":"token","v":<redacted>,"b":1'],
    ['a list beside its name', 'x {"key":"token","values":["h"', 'x {"key":"token","values":<redacted>'],
    ['nothing of a word that follows', 'x "token", but not more'],
    ['nothing of what is not quoted', 'token, "more", tokens'],
    ['nothing of another member', `x {"name":"token","title":"b"`],
  ])
})

describe('of YAML and folded lines it takes out', () => {
  rows([
    ['a block', 'a: b\ntoken: |\n  hunter2\n  hunter2\nb: c', 'a: b\ntoken: <redacted>\nb: c'],
    ['a folded block with blank lines', 'token: >-\n  h\n\n  h\nb: c', 'token: <redacted>\nb: c'],
    ['a block within', 'a:\n  token: |2\n    h\n  b: c', 'a:\n  token: <redacted>\n  b: c'],
    ['a block in a list', '- token: |\n    h\n  b: c', '- token: <redacted>\n  b: c'],
    ['a block at the end', 'token: |\r\n  h\r\n  h', 'token: <redacted>'],
    ['a block of a quoted name', 'a:\n  "token": |\n    h\n  b: c', 'a:\n  "token": <redacted>\n  b: c'],
    [
      'a block after a quoted name in a long line',
      '"a": 1, "token": >+\n h\nb: c',
      '"a": 1, "token": <redacted>\nb: c',
    ],
    [
      'a block that begins below its name',
      'a:\n  "token":\n    |\n    h\n  b: c',
      'a:\n  "token":\n    <redacted>\n  b: c',
    ],
    ['a list', 'token:\n  - h\n  - h\nb: c', 'token:\n  <redacted>\nb: c'],
    ['a list that is not indented', 'token:\n- h\n- h\nb: c', 'token:\n<redacted>\nb: c'],
    ['a folded header', 'Authorization: Signature h,\r\n h\r\ndate: x', 'Authorization: <redacted>\r\ndate: x'],
    ['a block of a quoted name in the first line', '  "token": |\n    h\n  b: c', '  "token": <redacted>\n  b: c'],
    ['no line after a value in a sentence', 'got token=h\n  z', 'got token=<redacted>\n  z'],
    ['no line that is not indented further', '  token: h\n  b: c\n d: e', '  token: <redacted>\n  b: c\n d: e'],
    ['no list that follows', 'token: h\n- b\n- c', 'token: <redacted>\n- b\n- c'],
    ['no list that is indented less', ' token:\n - h\n- c', ' token:\n <redacted>\n- c'],
    ['no stack', 'SomeToken: hunter2\n    at f (x.js:1:1)', 'SomeToken: <redacted>\n    at f (x.js:1:1)'],
    ['no blank lines after', 'token: |\n  h\n\n\nb: c', 'token: <redacted>\n\n\nb: c'],
  ])
})

describe('of other notations it takes out', () => {
  rows([
    ['an arrow', "x token => h2, 'token' => 'h'", "x token => <redacted> 'token' => '<redacted>'"],
    ['an assignment', 'x token := hunter2 y', 'x token := <redacted> y'],
    ['a comparison', 'if password == hunter2 y', 'if password == <redacted> y'],
    ['a wide colon', 'x token：hunter2 y', 'x token：<redacted> y'],
    ['a wide equals sign', 'x token＝hunter2 y', 'x token＝<redacted> y'],
  ])
})

describe('of encoded text it takes out', () => {
  rows([
    ['a query within a query', 'a=1&to=x%3Ftoken%3Dhunter2%26b%3D1', 'a=1&to=x?token=<redacted>&b=1'],
    ['what is encoded twice', 'to=token%253Dhunter2', 'to=token=<redacted>'],
    ['what is encoded five times, no more', 'token%252525253Dhunter2'],
    ['what is encoded four times', 'token%2525253Dhunter2', 'token=<redacted>'],
    ['encoded JSON', '%7B%22token%22%3A%22hunter2%22', '{"token":"<redacted>"'],
    ['lower-case digits', 'a%3ftoken%3dhunter2', 'a?token=<redacted>'],
    ['an escaped name', '{"\\u0074oken":"hunter2", bad', '{"token":"<redacted>", bad'],
    ['escaped quotes', '{\\u0022token\\u0022:\\u0022h\\u0022', '{"token":"<redacted>"'],
    ['entities', '&quot;token&quot;:&#34;h&#x22;,&apos;b&apos;', '"token":"<redacted>",\'b\''],
    ['a form with encoded ampersands', 'a=1&amp;token=h&amp;b=2', 'a=1&amp;token=<redacted>&amp;b=2'],
    ['nothing of a text without a secret', 'a%3Db &amp; %25 \\u0041 &lt;b&gt;'],
    ['no line breaks', 'token%3Dh%0Ab%7F', 'token=<redacted>'],
    ['what is behind another code, but not that', '%0Atoken%3Dh', '%0Atoken=<redacted>'],
    ['what is behind a control character', '&#31;&#127;%7F token%3Dh', '&#31;&#127;%7F token=<redacted>'],
    ['what is between ordinary characters', '&#32;&#126;%7E%20 token%3Dh', ' ~~  token=<redacted>'],
  ])

  test('JSON in JSON, however deep', () => {
    let text = '{"token":"a\\"hunter2","b":1}'
    for (let depth = 0; depth < 9; depth++) {
      text = JSON.stringify(text)
      expect(redactText(`x ${text}`)).not.toContain('hunter2')
    }
  })
})

describe('of keys it takes out', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const ed = generateKeyPairSync('ed25519').privateKey
  const der = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1'): string =>
    key.export({ type: type as 'pkcs8', format: 'der' }).toString('base64')
  const pem = String(rsa.export({ type: 'pkcs8', format: 'pem' }))
  const pkcs8 = der(rsa, 'pkcs8')
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const wrapped = (text: string, end: string): string => text.replaceAll(/.{64}/g, `$&${end}`)
  const encrypted = rsa.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'p' })

  test.each([
    ['a PEM in base64', base64(pem)],
    ['a PEM in base64 after one byte', base64(`x${pem}`)],
    ['a PEM in base64 after two bytes', base64(`xy${pem}`)],
    ['a PEM in base64 lines', wrapped(base64(pem), '\n')],
    ['a PEM in base64 twice', base64(base64(pem))],
    ['a PEM in hexadecimal digits', Buffer.from(pem).toString('hex')],
    ['a PEM in upper-case digits', Buffer.from(pem).toString('hex').toUpperCase()],
    ['the beginning of one', base64(pem).slice(0, 40)],
    ['PKCS#8', pkcs8],
    ['PKCS#1', der(rsa, 'pkcs1')],
    ['PKCS#8 of 1024 bits', der(small, 'pkcs8')],
    ['encrypted PKCS#8', encrypted.toString('base64')],
    ['PKCS#8 of a curve', der(ec, 'pkcs8')],
    ['SEC1', der(ec, 'sec1')],
    ['PKCS#8 of Ed25519', der(ed, 'pkcs8')],
    ['the letters of addresses', Buffer.from(pkcs8, 'base64').toString('base64url')],
    ['lines', wrapped(pkcs8, '\n')],
    ['lines of Windows', wrapped(pkcs8, '\r\n')],
    ['escaped lines', wrapped(pkcs8, '\\n')],
    ['indented lines', wrapped(pkcs8, '\n    ')],
    ['percent signs', encodeURIComponent(pkcs8)],
    ['escaped slashes', pkcs8.replaceAll('/', '\\/')],
    ['escaped letters', pkcs8.replaceAll('+', '\\u002B').replaceAll('=', '\\u003d')],
    ['the beginning of a body', pkcs8.slice(0, 64)],
  ])('%s', (_, text) => {
    expect(redactText(`a ${text} b`)).toBe('a <redacted> b')
    expect(redactText(`{"a":"${text}","b`)).toBe('{"a":"<redacted>","b')
    expect(redactText(`<a>${text}</a>`)).toBe('<a><redacted></a>')
  })

  test('two, one after the other', () => {
    expect(redactText(`${pkcs8}=${pkcs8}`)).toBe('<redacted>')
    expect(redactText(`a/${pkcs8}, b=${der(ec, 'pkcs8')}`)).toBe('<redacted>, b=<redacted>')
  })

  test('all of one in which something looks like a JWT', () => {
    for (const at of [30, 64, 301, pkcs8.length - 20]) {
      const text = `${pkcs8.slice(0, at)}eyJabcdefgh+${pkcs8.slice(at)}`
      expect(redactText(`a ${text} b`)).toBe('a <redacted> b')
    }
  })

  test('a PEM in a form', () => {
    expect(redactText(new URLSearchParams({ a: pem, b: 'c' }).toString())).toBe('a=<redacted>%0A&b=c')
    expect(redactText(encodeURIComponent(pem))).toBe('<redacted>%0A')
    expect(createPrivateKey(pem).asymmetricKeyType).toBe('rsa')
  })

  rows([
    ['nothing of ids', 'ocid1.user.oc1..aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffgggggggghhhhhhhhiiii'],
    ['nothing of digests', 'sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['nothing of request ids', 'ABCDEF0123456789ABCDEF0123456789/ABCDEF0123456789ABCDEF0123456789'],
    ['nothing of paths', '/a/very/long/path/to/the/documentation/of/MIGRATION_FROM_OTHER_TOOLS'],
    ['nothing of short words', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggS'],
  ])
})
