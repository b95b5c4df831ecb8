using System.Collections.Concurrent;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Designer.Instances.Live;

/// <summary>An instance that connections watch, with what they were last told.</summary>
internal sealed class ObservedInstance(long id, long companyId)
{
    public long Id { get; } = id;

    public long CompanyId { get; } = companyId;

    /// <summary>The connections; each knows whether it has been told how the instance stands.</summary>
    public ConcurrentDictionary<string, bool> Connections { get; } = new();

    /// <summary>The badges last told; written by one pusher only.</summary>
    public Dictionary<string, NodeStanding> Told { get; set; } = [];

    /// <summary>The revision last told.</summary>
    public int Revision { get; set; } = -1;

    /// <summary>Set when a commit of this process has changed it.</summary>
    public volatile bool IsChanged;
}
