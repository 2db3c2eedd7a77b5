/** What the log says to the administrator about the connection to Slack: what it means, and what to do. */
export const socketSays = {
  refused:
    'Slack refuses SLACK_APP_TOKEN, so no press and no command reaches the bot. Make an app-level token with connections:write in the settings of the Slack app (Basic Information), set SLACK_APP_TOKEN to it and restart.',
  disabled:
    'Socket Mode was switched off for the Slack app, so no press and no command reaches the bot. Switch it on in the settings of the app, or set SLACK_SIGNING_SECRET instead of SLACK_APP_TOKEN.',
  deaf: 'No press and no command reaches the bot. Cards are still posted, and what was decided goes on. Look at the network to wss://*.slack.com and at status.slack.com.',
} as const;
