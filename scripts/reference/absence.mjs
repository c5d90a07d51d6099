const CLAUSES = [
  { pattern: /\s*\bDefault:\s+(.+?)\.(?=\s|$)/s, said: (rest) => rest },
  { pattern: /\s*\bAbsent:\s+(.+?)\.(?=\s|$)/s, said: (rest) => rest },
  { pattern: /\s*\bLeft\s+alone\s+when\s+absent(.*?)\.(?=\s|$)/s, said: (rest) => `left alone${rest}` },
];

/** What a comment says about absence, and the rest of it. */
export function splitComment(comment) {
  for (const { pattern, said } of CLAUSES) {
    const match = pattern.exec(comment);
    if (match) return { absent: said(match[1]), text: comment.replace(pattern, "").trim() };
  }
  return { text: comment };
}

/** What a schema says about absence: that the field is left alone, its default, or `none`. */
export function absentIn(schema) {
  for (const layer of layers(schema)) {
    if (layer.meta()?.unmanaged) return "left alone";
    if (layer._zod.def.type === "default") return asText(layer._zod.def.defaultValue);
  }
  return "none";
}

function asText(value) {
  if (value === "") return "empty";
  if (Array.isArray(value) && value.length === 0) return "none";
  return `\`${JSON.stringify(value)}\``;
}

function* layers(schema) {
  for (let at = schema; at; at = innerOf(at)) yield at;
}

const innerOf = (schema) => schema._zod.def.innerType ?? schema._zod.def.in;

/** Every object that a value of this schema may hold where its fields are written, however it is wrapped. */
export function objectsIn(schema, seen = new Set()) {
  if (!schema?._zod || seen.has(schema)) return [];
  seen.add(schema);
  const { def } = schema._zod;
  if (def.type === "object") return [schema];
  const inner = [
    schema.meta()?.object,
    def.innerType,
    def.in,
    def.out,
    def.element,
    def.valueType,
    def.type === "lazy" ? def.getter() : undefined,
    ...(def.options ?? []),
  ];
  return inner.flatMap((one) => objectsIn(one, seen));
}
