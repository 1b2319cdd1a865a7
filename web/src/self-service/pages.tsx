import { SoundOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { needWords } from '../i18n'
import { page, type Capability } from '../shell/capability'

/** What callers hear. What a customer did by keypad is seen in a contact's timeline and on the desk. */
export const selfService: Capability = {
  name: 'self-service',
  pages: [
    {
      path: '/prompts',
      permission: 'prompts.hear',
      Component: page(() => import('./PromptsPage'), 'self-service'),
      entry: {
        area: 'administration',
        title: { zh: '语音提示', en: 'Prompts' },
        initials: 'yyts',
        icon: <SoundOutlined />,
      },
    },
  ],
  events: () => import('./events').then((own) => own.selfServiceEvents),
  widgets: {
    recording: lazy(async () => {
      await needWords('self-service')
      return import('./RecordingField')
    }),
  },
}
