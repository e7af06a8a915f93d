/** The names by which policies know a model: its name, `name:quantisation`, and its digest. */
export function modelNames(model: {
  readonly name: string
  readonly quantisation: string
  readonly digest: string
}): readonly string[] {
  return [model.name, `${model.name}:${model.quantisation}`, model.digest]
}
