import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { ColumnView, ListDescription } from '../api/types'
import { useLanguage } from '../i18n'
import { narrowedOf, type Start } from './asked'

export interface Choice {
  value: string
  label: string
}

interface Props {
  list: ListDescription
  asked: URLSearchParams
  choices: Partial<Record<string, readonly Choice[]>>
  start: Start
  onChange: (part: Record<string, string>) => void
  onClear: () => void
}

/** One field for all that can be looked for; it stands in the address, so that a link shows the same. */
export function Filters({ list, asked, choices, start, onChange, onClear }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const words = (column: ColumnView) => (language === 'en' ? column.title.en : column.title.zh)
  const narrowed = narrowedOf(asked, list, start)
  const day = (column: ColumnView, end: 'from' | 'to') => {
    const name = `${column.name}.${end}`
    const label = end === 'from' ? `${words(column)} ${t('list.from')}` : t('list.to')
    return column.type === 'time' ? (
      <DatePicker
        key={name}
        data-testid={`list-${name}`}
        value={asked.get(name) ? dayjs(asked.get(name)) : null}
        aria-label={label}
        placeholder={label}
        onChange={(at) => onChange({ [name]: at ? at.format('YYYY-MM-DD') : '' })}
      />
    ) : (
      <Text key={`${name}${asked.get(name) ?? ''}`} name={name} label={label} asked={asked} onChange={onChange} />
    )
  }
  return (
    <div className="list-filters" role="search">
      {list.search && (
        <Text
          key={`q${asked.get('q') ?? ''}`}
          name="q"
          className="list-search"
          label={language === 'en' ? list.search.en : list.search.zh}
          asked={asked}
          onChange={onChange}
        />
      )}
      {list.columns.map((column) => {
        if (column.filter === 'none') return null
        if (column.filter === 'range') return [day(column, 'from'), day(column, 'to')]
        const offered = choices[column.name]
        return offered ? (
          <Select
            key={column.name}
            className="list-choice"
            data-testid={`list-${column.name}`}
            aria-label={words(column)}
            value={asked.get(column.name) ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(value) => onChange({ [column.name]: value })}
            options={[{ value: '', label: `${words(column)}: ${t('list.all')}` }, ...offered]}
          />
        ) : (
          <Text
            key={`${column.name}${asked.get(column.name) ?? ''}`}
            name={column.name}
            label={words(column)}
            asked={asked}
            onChange={onChange}
          />
        )
      })}
      {narrowed.length > 0 && (
        <Button type="link" data-testid="list-clear" onClick={onClear}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  )
}

const Text = (props: {
  name: string
  label: string
  asked: URLSearchParams
  className?: string
  onChange: (part: Record<string, string>) => void
}) => (
  <Input.Search
    className={props.className ?? 'list-text'}
    data-testid={`list-${props.name}`}
    defaultValue={props.asked.get(props.name) ?? ''}
    aria-label={props.label}
    placeholder={props.label}
    maxLength={100}
    allowClear
    onSearch={(value) => props.onChange({ [props.name]: value.trim() })}
  />
)
