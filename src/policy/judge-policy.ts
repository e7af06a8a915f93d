import type { PolicyDocument, PolicyRule } from './document.js'
import { finding, type Finding } from './finding.js'
import type { Facts, Layer, Policy, PolicyCandidate } from './index.js'
import { isAmong, isOfCoop } from './names.js'
import { unsatisfied } from './requirements.js'

/** What the rules of a policy say of a candidate: the first whose `when` holds decides, and none is a denial. */
export function judgePolicy({ document }: Policy, layer: Layer, candidate: PolicyCandidate, facts: Facts): Finding {
  const index = document.rules.findIndex((rule) => holds(rule, facts))
  const rule = document.rules[index]
  if (rule === undefined) {
    const what = facts.dataClass === undefined ? 'data of no class' : `data of class ${facts.dataClass}`
    return finding(layer, 'default', [
      { rule: 'no_rule_applies', reason: `no rule of the ${layer}'s policy is for ${what} and this model` },
    ])
  }
  const name = ruleName('rules', index, rule.name)
  if (rule.require === undefined) {
    return finding(layer, name, [{ rule: 'denied_by_rule', reason: `${name} of the ${layer}'s policy denies it` }])
  }
  return finding(layer, name, unsatisfied(rule.require, candidate, facts))
}

/**
 * Whether the candidate's co-op may speak for where it says that its member is. Without `coops` each may for all that it
 * attests; otherwise one that is not listed may for nothing.
 */
export function maySpeak({ coops }: PolicyDocument, candidate: PolicyCandidate, facts: Facts): boolean {
  const { jurisdiction } = candidate
  if (coops === undefined || jurisdiction === undefined) return true
  return Object.entries(coops).some(
    ([name, places]) =>
      isOfCoop(candidate, name, facts.coops) && (places === 'any' || isAmong(jurisdiction, places, facts.groups)),
  )
}

/** How a rule is called where it is told who spoke. */
export function ruleName(list: 'rules' | 'serve', index: number, name: string | undefined): string {
  return `${list}[${String(index)}]${name === undefined ? '' : ` ${name}`}`
}

function holds({ when }: PolicyRule, { dataClass, models }: Facts): boolean {
  if (when === undefined) return true
  const isOfClass = when.data_class === undefined || (dataClass !== undefined && when.data_class.includes(dataClass))
  return isOfClass && (when.models === undefined || when.models.some((name) => models.includes(name)))
}
