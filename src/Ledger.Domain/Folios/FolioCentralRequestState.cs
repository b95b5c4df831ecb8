namespace Ledger.Domain.Folios;

/// <summary>How a request stands at head office.</summary>
public enum FolioCentralRequestState
{
    /// <summary>Not assigned yet: it waits for folios.</summary>
    Pending,

    /// <summary>Folios were assigned and sent.</summary>
    Assigned,
}
