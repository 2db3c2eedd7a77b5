import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'slack-blocks-to-jsx/dist/style.css';
import './style/page.css';
import './style/controls.css';
import './style/panes.css';
import './style/slack.css';
import './style/teams.css';
import './style/guide.css';
import { App } from './app.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('the page has no place for its program');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
