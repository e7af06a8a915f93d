import { describe, expect, it } from 'vitest'
import { AddressRanges, readAddress } from '../../../../src/membership/evidence/address-ranges.js'

const CSV = `192.0.0.0,192.0.0.255,EU
1.0.0.0,1.0.0.255,AU
2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP
"1.0.1.0","1.0.3.255",CN

2a00::,2a00::,DE
`

function countryOf(ranges: AddressRanges, address: string): string | undefined {
  return ranges.countryOf(readAddress(address)!)
}

describe('address ranges', () => {
  const ranges = AddressRanges.parse(Buffer.from(CSV))

  it.each([
    ['1.0.0.0', 'AU'],
    ['1.0.0.255', 'AU'],
    ['1.0.1.0', 'CN'],
    ['1.0.3.255', 'CN'],
    ['1.0.4.0', undefined],
    ['0.255.255.255', undefined],
    ['192.0.0.77', 'EU'],
    ['255.255.255.255', undefined],
    ['::ffff:1.0.0.1', 'AU'],
    ['2001:200::', 'JP'],
    ['2001:200:ffff:ffff:ffff:ffff:ffff:ffff', 'JP'],
    ['2001:201::', undefined],
    ['2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', undefined],
    ['2a00::', 'DE'],
    ['2a00::1', undefined],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', undefined],
  ])('find the country of %s by both ends of each range', (address, country) => {
    expect(countryOf(ranges, address)).toBe(country)
  })

  it('are found among many as by looking at each', () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      at: index * 7,
      country: index % 2 === 0 ? 'DE' : 'FR',
    }))
    const name = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.')
    const csv = rows.map(({ at, country }) => `${name(at)},${name(at + 4)},${country}`).join('\n')
    const many = AddressRanges.parse(Buffer.from(csv))
    expect(many.count).toBe(1_000)
    for (let address = 0; address < 7_010; address++) {
      const row = rows.find(({ at }) => address >= at && address <= at + 4)
      expect(countryOf(many, name(address)), name(address)).toBe(row?.country)
    }
  })

  it.each([
    ['1.0.0.0,1.0.0.255', 'line 1 is not of the form'],
    ['1.0.0.0,1.0.0.255,AU,more', 'line 1 is not of the form'],
    ['1.0.0.0,1.0.0.255,au', 'line 1 is not of the form'],
    ['1.0.0.0,1.0.0.255,AUS', 'line 1 is not of the form'],
    ['1.0.0.0,1.0.0.255,AU\n1.0.1.0,1.0.1.256,AU', 'line 2 is not of the form'],
    ['1.0,1.1,AU', 'line 1 is not of the form'],
    ['01.0.0.0,1.0.0.255,AU', 'line 1 is not of the form'],
    ['fe80::1%eth0,fe80::2%eth0,DE', 'line 1 is not of the form'],
    ['start,end,country', 'line 1 is not of the form'],
    ['1.0.0.255,1.0.0.0,AU', 'line 1 ends before it begins'],
    ['1.0.0.0,2001::,AU', 'line 1 ends before it begins'],
    ['1.0.0.0,1.0.0.255,AU\n2.0.0.0,2.0.0.1,FR\n1.0.0.255,1.0.1.0,CN', 'lines 1 and 3 overlap'],
    ['1.0.0.0,1.0.0.255,AU\n::ffff:1.0.0.9,::ffff:1.0.0.9,FR', 'lines 1 and 2 overlap'],
    ['"1.0.0.0', 'cannot be used'],
    ['', 'it has no rows'],
  ])('refuse %j and say where it is wrong', (csv, reason) => {
    expect(() => AddressRanges.parse(Buffer.from(csv))).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_ADDRESS_DATA', message: expect.stringContaining(reason) as string }),
    )
  })
})

describe('an address', () => {
  it.each(['8.8.8.8', '2a00:1450::1', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(readAddress(address)?.isPublic).toBe(true)
  })

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.1',
    '172.16.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '224.0.0.1',
    '0.0.0.0',
    '::1',
    '::ffff:10.0.0.1',
    'fe80::1',
    'fd00::1',
    '2001:db8::1',
    '2002:808:808::1',
    '64:ff9b::808:808',
  ])('%s is not one of a machine in the whole internet', (address) => {
    expect(readAddress(address)?.isPublic).toBe(false)
  })

  it.each(['', 'example.org', '8.8.8', '08.8.8.8', '0x8.8.8.8', '134744072', 'fe80::1%eth0', '8.8.8.8/32'])(
    '%j is none',
    (text) => {
      expect(readAddress(text)).toBeUndefined()
    },
  )
})
