import { Role } from '../wire/index.js'
import type { MemberRole } from './issuer-actions.js'

const ROLES: ReadonlySet<Role> = new Set([Role.ROLE_PROVIDER, Role.ROLE_CONSUMER, Role.ROLE_AUDITOR])

/** True for at least one role, all of them known, none twice. */
export function areRoles(roles: readonly Role[]): boolean {
  return roles.length > 0 && new Set(roles).size === roles.length && roles.every((role) => ROLES.has(role))
}

const BY_NAME: Readonly<Record<MemberRole, Role>> = {
  provider: Role.ROLE_PROVIDER,
  consumer: Role.ROLE_CONSUMER,
  auditor: Role.ROLE_AUDITOR,
}

/** Roles as they are signed, each once. */
export function rolesNamed(names: readonly MemberRole[]): Role[] {
  return [...new Set(names)].map((name) => BY_NAME[name])
}

/** Roles as people name them. */
export function namesOfRoles(roles: readonly Role[]): MemberRole[] {
  return (Object.keys(BY_NAME) as MemberRole[]).filter((name) => roles.includes(BY_NAME[name]))
}
