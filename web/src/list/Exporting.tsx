import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/http'
import { useLanguage } from '../i18n'
import { count } from '../i18n/format'
import { sizeOf } from './asked'

interface Props {
  address: string
  asked: URLSearchParams
  columns: readonly string[]
  onRefused: (why: string) => void
}

interface Progress {
  rows: number
  bytes: number
}

/** All rows of what is looked for, as a file; a long one says how far it is and may be stopped. */
export function Exporting({ address, asked, columns, onRefused }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [progress, setProgress] = useState<Progress | null>(null)
  const stop = useRef<AbortController | null>(null)

  const save = async (format: string) => {
    onRefused('')
    const query = new URLSearchParams(asked)
    query.delete('after')
    query.set('format', format)
    query.set('columns', columns.join(','))
    query.set('language', language)
    stop.current = new AbortController()
    try {
      const response = await fetch(`${address}/file?${query}`, { signal: stop.current.signal })
      if (!response.ok || !response.body) {
        const problem = await problemOf(response)
        onRefused(problem.detail || problem.title)
        return
      }
      const rows = Number(response.headers.get('x-total-rows') ?? 0)
      const parts: Uint8Array<ArrayBuffer>[] = []
      let bytes = 0
      const reader = response.body.getReader()
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parts.push(part.value)
        bytes += part.value.length
        setProgress({ rows, bytes })
      }
      const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `list.${format}`
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(parts))
      link.download = name
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) onRefused(String(error))
    } finally {
      setProgress(null)
    }
  }

  if (progress)
    return (
      <span className="list-exporting" role="status">
        {t('list.exporting', { rows: count(progress.rows), size: sizeOf(progress.bytes) })}
        <Button size="small" onClick={() => stop.current?.abort()}>
          {t('list.stop')}
        </Button>
      </span>
    )
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: t('list.xlsx') },
          { key: 'csv', label: t('list.csv') },
        ],
        onClick: ({ key }) => void save(key),
      }}
    >
      <Button icon={<DownloadOutlined />} data-testid="list-export">
        {t('list.export')}
      </Button>
    </Dropdown>
  )
}
