/** The API as OpenAPI 3.1: from the routes' own schemas, and a schema per ledger from its declaration. */
import { z } from 'zod'
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { problem } from '#http/shapes/problem.ts'
import type { Route } from './route.ts'

type Json = Record<string, unknown>

export function openapi(catalog: Catalog, routes: readonly Route[]): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) }
  }
  for (const line of catalog.lines) {
    for (const id of line.ledgers) schemas[`Ledger_${id}`] = ledgerSchema(catalog.ledgers.get(id)!, line.title)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '守望',
      version: '1',
      description: '登录后用浏览器里的会话访问；改动数据的请求必须来自本站页面。出错时按 RFC 9457 返回 Problem。',
    },
    paths: { ...paths, '/api/openapi.json': { get: selfDescription } },
    components: {
      schemas: sortedByName(schemas),
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'shouwang' } },
    },
    security: [{ session: [] }],
  }
}

const selfDescription = {
  summary: '本接口的说明。',
  responses: { 200: { description: '好', content: { 'application/json': { schema: { type: 'object' } } } } },
}

function operation(route: Route, schemas: Json): Json {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')]
  return {
    summary: route.says,
    ...(route.open ? { security: [] } : route.verb && { 'x-verb': route.verb }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: {
        required: true,
        content: route.upload
          ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: route.upload } } }
          : { 'application/json': { schema: schemaOf(route.body, schemas, 'input') } },
      },
    }),
    responses: {
      200: {
        description: '好',
        content: route.answer
          ? { 'application/json': { schema: schemaOf(route.answer, schemas, 'output') } }
          : { [route.file!]: { schema: { type: 'string', format: 'binary' } } },
      },
      default: {
        description: '出错',
        content: { 'application/problem+json': { schema: schemaOf(problem, schemas, 'output') } },
      },
    },
  }
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = plain(z.toJSONSchema(schema, { io: 'input' })) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...shape }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema: shape,
  }))
}

/** A named schema is kept once among the components and referred to. */
function schemaOf(schema: z.ZodType, schemas: Json, io: 'input' | 'output'): Json {
  const whole = plain(z.toJSONSchema(schema, { io, reused: 'inline' })) as Json & { $defs?: Json }
  const { $defs = {}, ...rest } = relinked(whole) as Json & { $defs?: Json }
  for (const [name, definition] of Object.entries($defs)) schemas[name] = withoutId(definition as Json)
  const { id } = rest
  if (typeof id !== 'string') return rest
  schemas[id] = withoutId(rest)
  return { $ref: `#/components/schemas/${id}` }
}

function withoutId({ id: _, ...rest }: Json): Json {
  return rest
}

function plain({ $schema: _, ...rest }: Json): Json {
  return rest
}

function relinked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relinked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : relinked(inner),
    ]),
  )
}

/** What an act may set in a row of the ledger: numbers in the smallest step of their unit, links as ids. */
function ledgerSchema(ledger: LedgerDefinition, line: string): Json {
  const fields = Object.entries(ledger.fields)
  return {
    type: 'object',
    title: ledger.title,
    description: `${line}：${ledger.purpose}`,
    additionalProperties: false,
    required: fields.filter(([, field]) => !field.optional).map(([name]) => name),
    properties: Object.fromEntries(
      fields.map(([name, field]) => [
        name,
        {
          ...field.kind.schema,
          title: field.label,
          ...(field.help !== undefined && { description: field.help }),
          ...(field.kind.unit !== undefined && { 'x-unit': field.kind.unit }),
          ...(field.to && { 'x-to': field.to.map((target) => target.ledger.id) }),
          ...(field.sensitive !== undefined && { 'x-sensitive': field.sensitive }),
        },
      ]),
    ),
  }
}

function sortedByName(schemas: Json): Json {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)))
}
