// C0 without tab and newline, DEL and C1: what remains of an escape sequence without its first character is plain text.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Text of a model or a peer without the characters that steer a terminal. Works piece by piece on a stream. */
export function printable(text: string): string {
  return text.replace(CONTROL, '')
}

/** The same on one line. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '))
}
