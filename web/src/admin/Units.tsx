import { PlusOutlined } from '@ant-design/icons'
import { Button, Tree } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrgUnit } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { Nothing } from '../shell/PageState'
import { peopleBelow, treeOf, type UnitNode } from './tree'
import { Import } from './Import'
import { UnitForm } from './UnitForm'

/** The tree, and beside it the unit that is chosen. */
export function Units({ units }: { units: OrgUnit[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [chosen, setChosen] = useState<string | null>(units[0]?.id ?? null)
  // What is added is seen: only what somebody folded is folded.
  const [folded, setFolded] = useState<readonly string[]>([])
  const [adding, setAdding] = useState<'top' | 'below' | null>(null)
  const [importing, setImporting] = useState(false)
  const unit = units.find((one) => one.id === chosen) ?? null
  interface Shown {
    key: string
    title: React.ReactNode
    children: Shown[]
  }
  const shown = (node: UnitNode): Shown => ({
    key: node.unit.id,
    title: (
      <span className={node.unit.closed ? 'admin-unit soft' : 'admin-unit'} data-testid={`unit-${node.unit.path}`}>
        <b>{words(node.unit.name, language)}</b>
        <span className="tag">{coded('unitKinds', node.unit.kind)}</span>
        <span className="soft num">{t('admin.people', { count: peopleBelow(node) })}</span>
        {node.unit.closed && <span className="tag warn">{t('admin.closed')}</span>}
      </span>
    ),
    children: node.below.map(shown),
  })
  return (
    <div className="admin-split">
      {importing && (
        <Import
          address="/api/organisation/imports"
          title={t('admin.importUnits')}
          close={() => setImporting(false)}
        />
      )}
      <section className="panel" aria-labelledby="admin-tree">
        <h2 id="admin-tree">{t('admin.tree')}</h2>
        <div className="body">
          <div className="admin-buttons">
            <Button icon={<PlusOutlined />} data-testid="unit-add-top" onClick={() => setAdding('top')}>
              {t('admin.addTop')}
            </Button>
            <Button
              icon={<PlusOutlined />}
              data-testid="unit-add"
              disabled={!unit || unit.closed}
              onClick={() => setAdding('below')}
            >
              {t('admin.addBelow')}
            </Button>
            <Button data-testid="units-import" onClick={() => setImporting(true)}>
              {t('admin.import')}
            </Button>
          </div>
          {units.length === 0 ? (
            <Nothing why={t('admin.noUnits')} />
          ) : (
            <Tree
              blockNode
              expandedKeys={units.map((unit) => unit.id).filter((id) => !folded.includes(id))}
              onExpand={(open) => setFolded(units.map((unit) => unit.id).filter((id) => !open.includes(id)))}
              showLine
              treeData={treeOf(units).map(shown)}
              selectedKeys={chosen && !adding ? [chosen] : []}
              onSelect={([key]) => {
                if (!key) return
                setChosen(String(key))
                setAdding(null)
              }}
            />
          )}
        </div>
      </section>
      {adding ? (
        <UnitForm
          key={`${adding}-${chosen}`}
          units={units}
          unit={null}
          parent={adding === 'below' ? unit : null}
          done={(made) => {
            setAdding(null)
            if (made) setChosen(made.id)
          }}
        />
      ) : unit ? (
        <UnitForm
          key={`${unit.id}-${unit.version}`}
          units={units}
          unit={unit}
          parent={units.find((one) => one.id === unit.parentId) ?? null}
          done={() => undefined}
        />
      ) : (
        <section className="panel">
          <div className="body">
            <Nothing why={t('admin.chooseUnit')} />
          </div>
        </section>
      )}
    </div>
  )
}
