namespace Ledger.Workflows.Definitions;

/// <summary>What came of a file of the definitions folder.</summary>
public enum FolderImportStatus
{
    /// <summary>Its content was there already.</summary>
    Unchanged,

    /// <summary>It is a new version, or it is published now.</summary>
    Imported,

    /// <summary>It is stored but cannot be published; the problems say why.</summary>
    Refused,

    /// <summary>It was left out, because a process owner edited the definition since the last import.</summary>
    Differs,

    /// <summary>It is no definition; the problem says where it breaks off.</summary>
    Unreadable,
}
