import { Select } from 'antd'
import { useLanguage } from '../i18n'
import { keysAt, lengthAt, pointer, resolved, written } from './schema'
import type { SchemaFormProps } from './SchemaForm'

/** A list of texts: 08:30-12:00; or of what may be chosen. */
export function Words({ schema, root, document, path, faults, change }: SchemaFormProps) {
  const language = useLanguage()
  const items = resolved(schema.items ?? {}, root)
  const length = lengthAt(document, path)
  // A text may be a small record instead, of one name and one text: it is written as name:text.
  const names = Object.keys(items.properties ?? {})
  const texts = Array.from({ length }, (_, i) => {
    const [name] = keysAt(document, [...path, i])
    return name ? `${name}:${written(document, [...path, i, name])}` : written(document, [...path, i])
  })
  const one = (text: string) => {
    const [name = '', ...rest] = text.split(':')
    return names.includes(name) && rest.length > 0 ? { [name]: rest.join(':') } : text
  }
  const wrong = faults.some((fault) => fault.path.startsWith(`${pointer(path)}/`) || fault.path === pointer(path))
  if (items.enum)
    return (
      <Select
        mode="multiple"
        className="schema-words"
        aria-label={String(path.at(-1) ?? '')}
        data-testid={`field-${String(path.at(-1) ?? '')}`}
        status={wrong ? 'error' : undefined}
        value={texts}
        optionFilterProp="label"
        options={items.enum.map((choice) => {
          const called = items['x-words']?.[String(choice)]
          return { value: String(choice), label: called ? called[language === 'en' ? 'en' : 'zh'] : String(choice) }
        })}
        onChange={(to: string[]) => change(path, to)}
      />
    )
  return (
    <Select
      mode="tags"
      className="schema-words"
      aria-label={String(path.at(-1) ?? '')}
      status={wrong ? 'error' : undefined}
      value={texts}
      open={false}
      suffixIcon={null}
      tokenSeparators={[',', '，', ' ']}
      onChange={(to: string[]) => change(path, items.type === 'integer' ? to.map(Number) : to.map(one))}
    />
  )
}
