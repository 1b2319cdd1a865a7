import { Button, Tooltip } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../api/queries'
import type { DefinitionDetail, DefinitionVersion } from '../api/types'
import { AskWhy } from '../shell/AskWhy'
import { AskSignature } from '../signatures/AskSignature'
import { approve, begin, command, refresh, refusal, type Verb } from './data'
import type { Draft } from './useDraft'

interface Props {
  detail: DefinitionDetail
  version: DefinitionVersion
  draft: Draft | null
  onRefused: (why: string) => void
  open: (tab: string, version: number) => void
}

/** What can be done with a version now; what cannot says why not. */
export function Actions({ detail, version, draft, onRefused, open }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<Verb | null>(null)
  const [signing, setSigning] = useState(false)
  const { kind, key } = detail
  const other = detail.versions.find((one) => ['draft', 'submitted', 'refused'].includes(one.status))
  const wrote = version.editors.includes(me.data?.number ?? '')

  const act = async (deed: () => Promise<DefinitionVersion>, tab: string) => {
    setBusy(true)
    try {
      const done = await deed()
      // First: what is shown otherwise changes as soon as nothing is being decided any more.
      open(tab, done.version)
    } finally {
      await refresh()
      setBusy(false)
    }
  }
  const atOnce = (deed: Promise<void>) => {
    onRefused('')
    deed.catch((error: unknown) => onRefused(refusal(error)))
  }
  const run = (verb: Verb, reason?: string) =>
    act(async () => {
      const settled = draft ? await draft.settle() : version
      if (!settled) throw new Error(t('definitions.notSaved', { why: draft?.problem ?? '' }))
      return command(kind, key, settled, verb, reason)
    }, verb === 'submit' ? 'difference' : 'content')

  const button = (verb: Verb, why: string, primary = false, asks = false) => (
    <Why key={verb} why={why}>
      <Button
        type={primary ? 'primary' : 'default'}
        disabled={why !== '' || busy}
        danger={verb === 'withdraw'}
        data-testid={`definition-${verb}`}
        onClick={() => (asks ? setAsked(verb) : atOnce(run(verb)))}
      >
        {t(`definitions.${verb}`)}
      </Button>
    </Why>
  )

  const buttons: ReactNode[] = []
  if (detail.mayEdit && (version.status === 'draft' || version.status === 'refused')) {
    buttons.push(button('withdraw', '', false, true))
    const why =
      draft && draft.faults.length > 0
        ? t('definitions.mendFirst')
        : draft && draft.why.trim() === ''
          ? t('definitions.whyFirst')
          : version.status === 'refused' && draft?.state === 'saved'
            ? t('definitions.mendFirst')
            : ''
    buttons.push(button('submit', why, true))
  }
  if (version.status === 'submitted') {
    if (detail.mayEdit) buttons.push(button('takeBack', ''))
    if (detail.mayApprove) {
      buttons.push(button('refuse', wrote ? t('definitions.ownWork') : '', false, true))
      const why = wrote ? t('definitions.ownWork') : ''
      buttons.push(
        <Why key="approve" why={why}>
          <Button
            type="primary"
            disabled={why !== '' || busy}
            data-testid="definition-approve"
            onClick={() => setSigning(true)}
          >
            {t('definitions.approve')}
          </Button>
        </Why>,
      )
    }
  }
  if (version.status === 'scheduled' && detail.mayEdit) buttons.push(button('withdraw', '', false, true))
  if (detail.mayEdit && (version.status === 'inForce' || version.status === 'superseded')) {
    const why = other ? t('definitions.openDraft', { version: other.version }) : ''
    const back = version.status === 'superseded'
    buttons.push(
      <Why key="begin" why={why}>
        <Button
          type={back ? 'default' : 'primary'}
          disabled={why !== '' || busy}
          data-testid={back ? 'definition-goBack' : 'definition-edit'}
          onClick={() =>
            atOnce(
              act(
                () =>
                  begin(kind, key, {
                    basedOn: version.version,
                    why: back ? t('definitions.goBackWhy', { version: version.version }) : '',
                  }),
                'content',
              ),
            )
          }
        >
          {t(back ? 'definitions.goBack' : 'definitions.edit')}
        </Button>
      </Why>,
    )
  }
  return (
    <>
      {buttons}
      {asked && (
        <AskWhy
          title={t(`definitions.${asked}`)}
          label={t('definitions.reasonFor')}
          ok={t(`definitions.${asked}`)}
          grave={asked === 'withdraw'}
          longest={500}
          onOk={(reason) => run(asked, reason)}
          told={refusal}
          close={() => setAsked(null)}
        />
      )}
      {signing && (
        <AskSignature
          title={t('definitions.approve')}
          lead={t('definitions.version', { version: version.version })}
          meaning={detail.approving}
          onSign={(secret) => act(() => approve(kind, key, version, secret), 'content')}
          told={refusal}
          close={() => setSigning(false)}
        />
      )}
    </>
  )
}

const Why = ({ why, children }: { why: string; children: ReactNode }) =>
  why ? (
    <Tooltip title={why}>
      <span tabIndex={0} aria-label={why}>
        {children}
      </span>
    </Tooltip>
  ) : (
    children
  )
