import { describe, expect, it } from 'vitest'
import { fields, table } from '../../../node/columns.js'
import { printable } from '../../../node/terminal.js'

describe('columns', () => {
  it('aligns by what a terminal shows, not by code units', () => {
    expect(
      table(
        [{ title: 'NAME' }, { title: 'UNITS', align: 'right' }, { title: 'X' }],
        [
          ['Köln', '7', 'a'],
          ['東京大学', '12345678', ''],
        ],
      ).split('\n'),
    ).toEqual(['NAME          UNITS   X', 'Köln              7   a', '東京大学   12345678'])
  })

  it('prints the titles of an empty table', () => {
    expect(table([{ title: 'A' }, { title: 'B' }], [])).toBe('A   B')
  })

  it('keeps one row one line, without what steers a terminal', () => {
    const cell = 'evil\u001b]0;title\u0007\r\nname\u009b31m'
    expect(table([{ title: 'A' }], [[cell]])).toBe('A\nevil]0;title name31m')
    expect(fields([['name', cell]])).toBe('name   evil]0;title name31m')
  })
})

describe('printable', () => {
  it('leaves text, tabs and newlines', () => {
    expect(printable('a\tb\nc æ 東')).toBe('a\tb\nc æ 東')
  })

  it('leaves no escape sequence that is split over two pieces', () => {
    expect(['\u001b', '[2J'].map(printable).join('')).toBe('[2J')
  })
})
