import { CaretRightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get } from '../api/http'
import type { PromptView } from '../api/types'
import { Fault, Loading } from '../shell/PageState'
import { hear } from './hear'
import './prompts.css'

/** Every prompt as callers hear it now: its words, whose voice, and its sound. */
export default function PromptsPage() {
  const { t } = useTranslation()
  const [language, setLanguage] = useState('zh-CN')
  const [text, setText] = useState('')
  const prompts = useQuery({
    queryKey: ['prompts'],
    queryFn: ({ signal }) => get<PromptView[]>('/api/prompts', signal),
  })
  if (prompts.isError) return <Fault error={prompts.error} retry={() => void prompts.refetch()} />
  if (!prompts.data) return <Loading />
  const wanted = text.trim().toLowerCase()
  const rows = prompts.data.filter(
    (one) =>
      one.language === language &&
      (wanted === '' || one.name.includes(wanted) || (one.text ?? '').toLowerCase().includes(wanted)),
  )
  const columns: TableColumnsType<PromptView> = [
    {
      title: t('prompts.hear'),
      width: 70,
      render: (_, row) => (
        <Button
          size="small"
          aria-label={`${t('prompts.hear')} ${row.name}`}
          icon={<CaretRightOutlined />}
          onClick={() => hear(`/api/prompts/${row.language}/${encodeURIComponent(row.name)}`)}
        />
      ),
    },
    { title: t('prompts.name'), dataIndex: 'name', width: 240 },
    { title: t('prompts.text'), dataIndex: 'text', render: (words: string | null) => words ?? t('prompts.music') },
    {
      title: t('prompts.voice'),
      width: 220,
      render: (_, row) =>
        row.recording ? row.speaker : <span className="soft">{t('prompts.shipped')}</span>,
    },
  ]
  return (
    <div className="sheet" data-testid="prompts-page">
      <div className="sheet-head">
        <h1>{t('prompts.title')}</h1>
        <Link to="/definitions/prompts/main">
          <Button type="primary">{t('prompts.own')}</Button>
        </Link>
      </div>
      <p className="soft">{t('prompts.lead')}</p>
      <div className="prompts-filters">
        <Select
          aria-label={t('prompts.language')}
          value={language}
          options={['zh-CN', 'en', 'music'].map((value) => ({ value, label: t(`prompts.languages.${value as 'en'}`) }))}
          onChange={setLanguage}
        />
        <Input.Search
          allowClear
          placeholder={t('prompts.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Table<PromptView>
        rowKey={(row) => `${row.language}/${row.name}`}
        size="small"
        columns={columns}
        dataSource={rows}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      />
    </div>
  )
}
