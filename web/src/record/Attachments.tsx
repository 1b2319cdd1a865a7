import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Progress, Tooltip } from 'antd'
import { useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { call, get, Problem } from '../api/http'
import { queries } from '../api/queries'
import type { AttachmentList, AttachmentRow, Words } from '../api/types'
import { upload } from '../api/upload'
import { coded, useLanguage } from '../i18n'
import { dateTime } from '../i18n/format'
import { AskWhy } from '../shell/AskWhy'
import { Fault } from '../shell/PageState'
import { StateMark } from '../theme/StateMark'
import type { LookName } from '../theme/states'
import { extensionOf, sizeOf } from './files'

const looks: Record<AttachmentRow['scan'], LookName> = {
  clean: 'ready',
  none: 'notReady',
  waiting: 'hold',
  failed: 'alarm',
  infected: 'alarm',
}

/** One that is on its way, or did not arrive. */
interface Sending {
  key: number
  name: string
  share: number
  fault: string | null
}

/** The files of a record: seen, downloaded, added by button or by dropping them here, removed with a reason. */
export function Attachments({ address, zone }: { address: string; zone: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const own = `${address}/files`
  const files = useQuery({
    queryKey: ['record', address, 'files'],
    queryFn: ({ signal }) => get<AttachmentList>(own, signal),
    refetchInterval: (query) => (query.state.data?.rows.some((row) => row.scan === 'waiting') ? 5_000 : false),
  })
  const [sending, setSending] = useState<Sending[]>([])
  const [said, setSaid] = useState('')
  const [over, setOver] = useState(false)
  const [removing, setRemoving] = useState<AttachmentRow | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const key = useRef(0)
  const words = (text: Words) => (language === 'en' ? text.en : text.zh)

  const told = (error: unknown) => {
    if (!(error instanceof Problem)) return t('faults.unknown')
    const why = error.more['why'] as Words | undefined
    const known = coded('faults', error.code)
    return why ? words(why) : known === error.code ? t('faults.unknown') : known
  }
  const refresh = () => queries.invalidateQueries({ queryKey: ['record', address, 'files'] })

  if (files.isError) return <Fault error={files.error} retry={() => void files.refetch()} />
  if (!files.data) return null
  const { rows, writes, whyNot, takes, maxFileBytes, maxFiles } = files.data
  const may = writes && !whyNot

  const sendOne = async (file: File, one: Sending) => {
    const change = (to: Partial<Sending>) =>
      setSending((all) => all.map((other) => (other.key === one.key ? { ...other, ...to } : other)))
    const fault = !takes.includes(extensionOf(file.name))
      ? t('record.files.notTaken', { takes: takes.join(' ') })
      : file.size > maxFileBytes
        ? t('record.files.tooLarge', { most: sizeOf(maxFileBytes) })
        : null
    try {
      if (fault) return change({ fault })
      await upload(`${own}?name=${encodeURIComponent(file.name)}`, file, (share) => change({ share }))
      setSending((all) => all.filter((other) => other.key !== one.key))
      setSaid(t('record.files.added', { name: file.name }))
      await refresh()
    } catch (error) {
      change({ fault: told(error) })
    }
  }
  /** One after the other: each has the whole line, and the limits are told in order. */
  const send = async (chosen: File[]) => {
    const all = chosen.map((file) => ({ file, one: { key: ++key.current, name: file.name, share: 0, fault: null } }))
    setSending((before) => [...before.filter((one) => one.fault === null), ...all.map(({ one }) => one)])
    for (const { file, one } of all) await sendOne(file, one)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (may) void send([...event.dataTransfer.files])
  }
  const dragged = (event: DragEvent) => {
    if (!may || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }

  if (rows.length === 0 && !writes) return null
  return (
    <section
      className={over ? 'panel record-files over' : 'panel record-files'}
      aria-label={t('record.files.title')}
      data-testid="files"
      onDragOver={dragged}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2>{t('record.files.title')}</h2>
      <div className="record-files-add">
        {writes && (
          <Tooltip title={whyNot ? words(whyNot) : ''}>
            <span tabIndex={whyNot ? 0 : undefined} aria-label={whyNot ? t('record.whyNot', { why: words(whyNot) }) : undefined}>
              <Button
                size="small"
                icon={<UploadOutlined />}
                disabled={!may}
                data-testid="files-add"
                aria-describedby="files-limits"
                onClick={() => input.current?.click()}
              >
                {t('record.files.add')}
              </Button>
            </span>
          </Tooltip>
        )}
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={takes.map((one) => `.${one}`).join(',')}
          data-testid="files-input"
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])]
            event.target.value = ''
            void send(chosen)
          }}
        />
      </div>
      <div className="body">
        {may && (
          <p className="soft record-files-limits" id="files-limits">
            {t('record.files.limits', { takes: takes.join(' '), most: sizeOf(maxFileBytes), count: maxFiles })}
          </p>
        )}
        {rows.length === 0 && <p className="soft">{t('record.files.none')}</p>}
        <ul className="record-files-list">
          {rows.map((row) => (
            <li key={row.id} data-testid="file" data-scan={row.scan}>
              <span className="record-file-name" title={row.name}>
                {row.name}
              </span>
              <span className="num soft">{sizeOf(row.size)}</span>
              <span className="soft">
                {coded('record.files.kinds', row.kind)} · {row.by} · <span className="num">{dateTime(row.at, zone)}</span>
              </span>
              <span className="record-file-scan" title={row.finding || undefined}>
                <StateMark look={looks[row.scan]} /> {t(`record.files.scan.${row.scan}`)}
              </span>
              {row.withheld ? (
                <Tooltip title={words(row.withheld)}>
                  <span tabIndex={0} aria-label={t('record.whyNot', { why: words(row.withheld) })}>
                    <Button size="small" icon={<DownloadOutlined />} disabled data-testid="file-download">
                      {t('record.files.download')}
                    </Button>
                  </span>
                </Tooltip>
              ) : (
                <Button
                  size="small"
                  icon={<DownloadOutlined />}
                  href={`${own}/${row.id}`}
                  download={row.name}
                  aria-label={t('record.files.downloadOne', { name: row.name })}
                  data-testid="file-download"
                >
                  {t('record.files.download')}
                </Button>
              )}
              {may && (
                <Button
                  size="small"
                  danger
                  aria-label={t('record.files.removeOne', { name: row.name })}
                  data-testid="file-remove"
                  onClick={() => setRemoving(row)}
                >
                  {t('record.files.remove')}
                </Button>
              )}
            </li>
          ))}
          {sending.map((one) => (
            <li key={`s${one.key}`} data-testid={one.fault === null ? 'file-sending' : 'file-fault'}>
              <span className="record-file-name">{one.name}</span>
              {one.fault === null ? (
                <Progress
                  percent={Math.round(one.share * 100)}
                  size="small"
                  aria-label={t('record.files.sending', { name: one.name })}
                />
              ) : (
                <>
                  <span role="alert" className="record-file-fault">
                    <StateMark look="alarm" /> {one.fault}
                  </span>
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('record.files.dismissOne', { name: one.name })}
                    onClick={() => setSending((all) => all.filter((other) => other.key !== one.key))}
                  >
                    {t('record.files.dismiss')}
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
        <span className="record-said" role="status">
          {said}
        </span>
      </div>
      {removing && (
        <AskWhy
          title={t('record.files.removeOne', { name: removing.name })}
          label={t('record.files.reason')}
          ok={t('record.files.remove')}
          grave
          longest={200}
          onOk={async (reason) => {
            await call('POST', `${own}/${removing.id}/remove`, { reason })
            setSaid(t('record.files.removed', { name: removing.name }))
            await refresh()
          }}
          told={told}
          close={() => setRemoving(null)}
        />
      )}
    </section>
  )
}
