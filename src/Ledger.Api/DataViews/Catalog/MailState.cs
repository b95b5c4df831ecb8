namespace Ledger.Api.DataViews.Catalog;

/// <summary>What became of a mail of the outbox.</summary>
internal enum MailState
{
    /// <summary>It waits to be sent, or to be tried again.</summary>
    Queued,

    /// <summary>The server took it.</summary>
    Sent,

    /// <summary>It was given up.</summary>
    Failed,
}
