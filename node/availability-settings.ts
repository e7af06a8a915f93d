import { z } from 'zod'
import { isHours, isTimeZone, type AvailabilityInit } from '../src/availability/index.js'

const UNIT_BYTES: Readonly<Record<string, number>> = { MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 }
const SIZE = /^(\d{1,6}(?:\.\d{1,3})?) ?(MiB|GiB|TiB)$/

/** The table `[availability]` of the configuration file; it is written once for a machine, so it has no flags. */
export const availabilitySettings = z
  .strictObject({
    hours: z
      .array(z.string().refine(isHours, 'expected days, or days and times, such as "Sa-Su" or "Mo-Fr 18:00-08:00"'))
      .min(1),
    timezone: z.string().refine(isTimeZone, 'expected an IANA time zone such as "Europe/Oslo"'),
    pause_when_user_active: z.boolean(),
    pause_when_gpu_busy: z.boolean(),
    slots_for_others: z.int().min(1),
    memory_for_others: z.string().regex(SIZE, 'expected a size such as "8 GiB"').transform(bytesOf),
  })
  .partial()
  .refine(({ hours, timezone }) => timezone === undefined || hours !== undefined, {
    path: ['timezone'],
    error: 'says nothing without hours',
  })

/** The table as the library takes it. */
export function toAvailability(settings: z.infer<typeof availabilitySettings>): AvailabilityInit {
  const { hours, timezone, pause_when_user_active, pause_when_gpu_busy, slots_for_others, memory_for_others } = settings
  return {
    ...(hours === undefined ? {} : { hours }),
    ...(timezone === undefined ? {} : { timeZone: timezone }),
    ...(pause_when_user_active === undefined ? {} : { pausesWhenUserActive: pause_when_user_active }),
    ...(pause_when_gpu_busy === undefined ? {} : { pausesWhenGpuBusy: pause_when_gpu_busy }),
    ...(slots_for_others === undefined ? {} : { slotsForOthers: slots_for_others }),
    ...(memory_for_others === undefined ? {} : { memoryForOthersBytes: memory_for_others }),
  }
}

function bytesOf(size: string): number {
  const [, amount, unit = ''] = SIZE.exec(size) ?? []
  return Number(amount) * (UNIT_BYTES[unit] ?? Number.NaN)
}
