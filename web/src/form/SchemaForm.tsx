import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Collapse, Input, InputNumber, Select, Switch, Tooltip } from 'antd'
import { Suspense, useState, type ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isNode, type Document } from 'yaml'
import { capabilities } from '../capabilities'
import type { DefinitionFault } from '../api/types'
import { useLanguage } from '../i18n'
import './form.css'
import { emptyOf, keysAt, lengthAt, pointer, resolved, shapeOf, written, type Path, type Schema } from './schema'
import { Day } from './Day'
import type { FieldWidget } from './widgets'
import { Words } from './Words'

export interface SchemaFormProps {
  schema: Schema
  root: Schema
  document: Document
  path: Path
  faults: readonly DefinitionFault[]
  /** Undefined takes it away. */
  change: (path: Path, value: unknown) => void
  /** Texts are told with each key, not when the field is left. */
  live?: boolean
}

const widgets: Readonly<Record<string, FieldWidget>> = Object.fromEntries(
  capabilities.flatMap((one) => Object.entries(one.widgets ?? {})),
)

type Props = SchemaFormProps

/** A form made of the kind's schema, however deep. */
export function SchemaForm(props: Props) {
  const own = { ...props, schema: resolved(props.schema, props.root) }
  switch (shapeOf(own.schema, own.root)) {
    case 'object':
      return <Fields {...own} />
    case 'map':
      return <Entries {...own} />
    case 'table':
      return <Rows {...own} />
    case 'list':
      return <Items {...own} />
    case 'words':
      return <Words {...own} />
    default:
      return <Field {...own} />
  }
}

function useName() {
  const language = useLanguage()
  return (name: string, schema: Schema) => (language === 'en' ? schema['x-en'] : schema['x-zh']) ?? name
}

const faultAt = (faults: readonly DefinitionFault[], path: Path) => faults.find((fault) => fault.path === pointer(path))

function Fields({ schema, path, ...rest }: Props) {
  const name = useName()
  return (
    <div className="schema-fields">
      {Object.entries(schema.properties ?? {}).map(([key, own]) => {
        const inner = resolved(own, rest.root)
        const wide = inner['x-lines'] || !['choice', 'whole', 'switch', 'text'].includes(shapeOf(inner, rest.root))
        return (
          <div key={key} className={wide ? 'schema-wide' : (inner.maxLength ?? 0) > 60 ? 'schema-broad' : undefined}>
            <span className="schema-name">
              {name(key, inner)}
            </span>
            <SchemaForm {...rest} schema={own} path={[...path, key]} />
          </div>
        )
      })}
    </div>
  )
}

function Field({ schema, root, document, path, faults, change, live = false }: Props) {
  const language = useLanguage()
  const fault = faultAt(faults, path)
  const status = fault ? 'error' : undefined
  const value = written(document, path)
  const label = String(path.at(-1) ?? '')
  const field = () => {
    switch (shapeOf(schema, root)) {
      case 'choice':
        return (
          <Select
            aria-label={label}
            status={status}
            value={value || undefined}
            allowClear
            showSearch={(schema.enum?.length ?? 0) > 12}
            optionFilterProp="label"
            popupMatchSelectWidth={(schema.enum?.length ?? 0) <= 12}
            options={schema.enum?.map((one) => {
              const words = schema['x-words']?.[String(one)]
              return { value: String(one), label: words ? words[language === 'en' ? 'en' : 'zh'] : String(one) }
            })}
            onChange={(to: string | undefined) =>
              change(path, schema.enum?.find((one) => String(one) === to))
            }
          />
        )
      case 'whole':
        return (
          <InputNumber
            aria-label={label}
            status={status}
            value={value === '' ? null : Number(value)}
            onChange={(to) => change(path, to ?? undefined)}
          />
        )
      case 'switch':
        return <Switch aria-label={label} checked={value === 'true'} onChange={(to) => change(path, to)} />
      default: {
        if (schema.format === 'date')
          return <Day label={label} status={status} value={value} onChange={(to) => change(path, to)} />
        const Widget = widgets[schema['x-widget'] ?? '']
        if (Widget)
          return (
            <Suspense fallback="…">
              <Widget label={label} status={status} value={value} onChange={(to) => change(path, to)} />
            </Suspense>
          )
        return (
          <Text
            label={label}
            status={status}
            value={value}
            lines={schema['x-lines'] === true}
            secret={schema.format === 'password'}
            longest={schema.maxLength}
            live={live}
            onChange={(to) => change(path, to)}
          />
        )
      }
    }
  }
  return (
    <Tooltip title={fault ? (language === 'en' ? fault.en : fault.zh) : ''} color="red">
      {field()}
    </Tooltip>
  )
}

/** Told when the field is left: the document is not written anew with each key. */
function Text(props: {
  label: string
  status?: 'error'
  value: string
  lines: boolean
  secret: boolean
  longest?: number
  live: boolean
  onChange: (value: string) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const done = () => {
    if (typed !== null && typed !== props.value) props.onChange(typed)
    setTyped(null)
  }
  const type = (text: string) => (props.live ? props.onChange(text) : setTyped(text))
  const own = {
    'aria-label': props.label,
    'data-testid': `field-${props.label}`,
    status: props.status,
    value: typed ?? props.value,
    onBlur: done,
  }
  if (props.lines)
    return (
      <Input.TextArea
        {...own}
        autoSize={{ minRows: 6, maxRows: 24 }}
        count={{ show: true, max: props.longest }}
        onChange={(event) => type(event.target.value)}
      />
    )
  const typing = { onChange: (event: ChangeEvent<HTMLInputElement>) => type(event.target.value), onPressEnter: done }
  if (props.secret)
    return (
      <Input.Password {...own} {...typing} inputMode="numeric" autoComplete="new-password" visibilityToggle={false} />
    )
  return <Input {...own} {...typing} />
}

/** A list of small records, a line each. */
function Rows({ schema, path, ...rest }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const items = resolved(schema.items ?? {}, rest.root)
  const columns = Object.entries(items.properties ?? {})
  const length = lengthAt(rest.document, path)
  return (
    <div className="schema-rows">
      <table>
        <thead>
          <tr>
            {columns.map(([key, own]) => (
              <th key={key} scope="col">
                {name(key, resolved(own, rest.root))}
              </th>
            ))}
            <th scope="col">
              <span className="heard">{t('form.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length }, (_, row) => (
            <tr key={row}>
              {columns.map(([key, own]) => (
                <td key={key}>
                  <SchemaForm {...rest} schema={own} path={[...path, row, key]} />
                </td>
              ))}
              <td className="schema-tools">
                <Tools {...rest} path={path} index={row} length={length} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        size="small"
        icon={<PlusOutlined />}
        data-testid={`add-row${pointer(path).replaceAll('/', '-')}`}
        onClick={() => rest.change([...path, length], emptyOf(items, rest.root))}
      >
        {t('form.row')}
      </Button>
    </div>
  )
}

function Tools({ document, path, index, length, change }: Omit<Props, 'schema'> & { index: number; length: number }) {
  const { t } = useTranslation()
  const swap = (other: number) => {
    const node = document.getIn(path, true)
    const all: unknown = isNode(node) ? node.toJSON() : undefined
    if (!Array.isArray(all)) return
    const moved = [...(all as unknown[])]
    ;[moved[index], moved[other]] = [moved[other], moved[index]]
    change(path, moved)
  }
  return (
    <>
      <Button
        type="text"
        size="small"
        aria-label={t('form.up')}
        disabled={index === 0}
        icon={<ArrowUpOutlined />}
        onClick={() => swap(index - 1)}
      />
      <Button
        type="text"
        size="small"
        aria-label={t('form.down')}
        disabled={index === length - 1}
        icon={<ArrowDownOutlined />}
        onClick={() => swap(index + 1)}
      />
      <Button
        type="text"
        size="small"
        danger
        aria-label={t('form.remove')}
        icon={<DeleteOutlined />}
        onClick={() => change([...path, index], undefined)}
      />
    </>
  )
}

/** A list of larger records, each folding out. */
function Items({ schema, path, ...rest }: Props) {
  const { t } = useTranslation()
  const items = resolved(schema.items ?? {}, rest.root)
  const length = lengthAt(rest.document, path)
  const title = (index: number) => {
    const first = Object.keys(items.properties ?? {})[0]
    return (first && written(rest.document, [...path, index, first])) || String(index + 1)
  }
  return (
    <>
      <Collapse
        size="small"
        items={Array.from({ length }, (_, index) => ({
          key: String(index),
          label: title(index),
          extra: (
            <span onClick={(event) => event.stopPropagation()}>
              <Tools {...rest} path={path} index={index} length={length} />
            </span>
          ),
          children: <SchemaForm {...rest} schema={items} path={[...path, index]} />,
        }))}
      />
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => rest.change([...path, length], emptyOf(items, rest.root))}
      >
        {t('form.entry')}
      </Button>
    </>
  )
}

/** Records by name. */
function Entries({ schema, path, ...rest }: Props) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const inner = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {}
  const keys = keysAt(rest.document, path)
  const wrong = new Set(
    rest.faults
      .filter((fault) => fault.path.startsWith(`${pointer(path)}/`))
      .map((fault) => fault.path.slice(pointer(path).length + 1).split('/')[0]),
  )
  return (
    <>
      <Collapse
        size="small"
        items={keys.map((key) => ({
          key,
          label: (
            <>
              <code>{key}</code> {wrong.has(key) && <span className="mark mark-alarm">▲</span>}
            </>
          ),
          extra: (
            <Button
              type="text"
              size="small"
              danger
              aria-label={t('form.remove')}
              icon={<DeleteOutlined />}
              onClick={(event) => {
                event.stopPropagation()
                rest.change([...path, key], undefined)
              }}
            />
          ),
          children: <SchemaForm {...rest} schema={inner} path={[...path, key]} />,
        }))}
      />
      <form
        className="schema-add"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '' || keys.includes(name.trim())) return
          rest.change([...path, name.trim()], emptyOf(inner, rest.root))
          setName('')
        }}
      >
        <Input
          size="small"
          value={name}
          placeholder={t('form.entryName')}
          aria-label={t('form.entryName')}
          onChange={(event) => setName(event.target.value)}
        />
        <Button size="small" htmlType="submit" icon={<PlusOutlined />}>
          {t('form.entry')}
        </Button>
      </form>
    </>
  )
}
