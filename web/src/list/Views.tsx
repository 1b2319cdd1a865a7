import { DeleteOutlined, StarOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, get, Problem } from '../api/http'
import { queries } from '../api/queries'
import type { SavedView } from '../api/types'
import { coded } from '../i18n'
import { viewOf } from './asked'

interface Props {
  list: string
  asked: URLSearchParams
  onPick: (query: string) => void
}

const told = (error: unknown) => {
  const code = error instanceof Problem ? error.code : 'unknown'
  const known = coded('faults', code)
  return known === code ? coded('faults', 'unknown') : known
}

/** What the reader looks for again and again, kept with the centre under a name. */
export function Views({ list, asked, onPick }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [fault, setFault] = useState('')
  const address = `/api/lists/${list}/views`
  const views = useQuery({
    queryKey: ['views', list],
    queryFn: ({ signal }) => get<SavedView[]>(address, signal),
    enabled: open,
  })
  const again = () => queries.invalidateQueries({ queryKey: ['views', list] })
  const save = async () => {
    if (name.trim() === '') return
    try {
      await call('POST', address, { name: name.trim(), query: viewOf(asked) })
    } catch (error) {
      return setFault(told(error))
    }
    setName('')
    await again()
  }
  const remove = async (id: string) => {
    setFault('')
    await call('DELETE', `${address}/${id}`).catch((error: unknown) => setFault(told(error)))
    await again()
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="list-views">
          {views.data?.length === 0 && <p className="soft">{t('list.noViews')}</p>}
          <ul>
            {views.data?.map((view) => (
              <li key={view.id}>
                <Button
                  type="link"
                  onClick={() => {
                    setOpen(false)
                    onPick(view.query)
                  }}
                >
                  {view.name}
                </Button>
                <Button
                  type="text"
                  size="small"
                  danger
                  aria-label={t('list.deleteView', { name: view.name })}
                  icon={<DeleteOutlined />}
                  onClick={() => void remove(view.id)}
                />
              </li>
            ))}
          </ul>
          <Input.Search
            value={name}
            maxLength={40}
            placeholder={t('list.viewName')}
            aria-label={t('list.saveView')}
            enterButton={t('list.save')}
            onChange={(event) => {
              setName(event.target.value)
              setFault('')
            }}
            onSearch={() => void save()}
          />
          {fault !== '' && <p role="alert">{fault}</p>}
        </div>
      }
    >
      <Button icon={<StarOutlined />} data-testid="list-views">
        {t('list.views')}
      </Button>
    </Popover>
  )
}
