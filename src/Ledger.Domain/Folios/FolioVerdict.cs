namespace Ledger.Domain.Folios;

/// <summary>What became of a file that was given as a folio authorisation (F1).</summary>
public enum FolioVerdict
{
    /// <summary>Stored; its numbers are free to be assigned.</summary>
    Accepted,

    /// <summary>Stored, but the file brings no usable private key: nothing can be signed with its folios here.</summary>
    AcceptedWithoutKey,

    /// <summary>The same authorisation is stored already.</summary>
    Duplicate,

    /// <summary>Some of its numbers belong to another authorisation of the kind.</summary>
    Overlaps,

    /// <summary>It was given to another tax id.</summary>
    OtherCompany,

    /// <summary>It is of the certification environment and the company works in production, or the other way round.</summary>
    OtherEnvironment,

    /// <summary>The tax authority did not sign this.</summary>
    SignatureFalse,

    /// <summary>It names a key of the tax authority that is not known here.</summary>
    UnknownKey,

    /// <summary>This machine's policy refuses the algorithm of the signature, so that nobody can tell.</summary>
    SignatureUncheckable,

    /// <summary>Its private or public key is not the one that was authorised.</summary>
    KeyMismatch,

    /// <summary>It was authorised after today.</summary>
    FutureDated,

    /// <summary>Its kind expires, and it has.</summary>
    Expired,

    /// <summary>It is no folio authorisation, or lacks a part of one.</summary>
    NotFolioFile,

    /// <summary>It holds what no folio file needs and an attack would: a DTD, entities, comments, too much size or depth.</summary>
    UnsafeXml,
}
