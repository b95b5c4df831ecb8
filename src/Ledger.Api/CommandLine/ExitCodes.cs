namespace Ledger.Api.CommandLine;

/// <summary>What the command line ends with; documented in README.md.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>A rule refused it; nothing was changed.</summary>
    public const int Refused = 1;

    /// <summary>The command was written wrongly.</summary>
    public const int Usage = 2;

    /// <summary>What was named does not exist.</summary>
    public const int NotFound = 3;

    /// <summary>The state of things forbids it now.</summary>
    public const int Conflict = 4;

    /// <summary>A verification found what does not hold: audit chain, books, definitions, folios.</summary>
    public const int Inconsistent = 5;

    /// <summary>A bug or a broken machine.</summary>
    public const int Internal = 70;

    /// <summary>Interrupted with Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of a refusal.</summary>
    public static int Of(Http.Refusal refusal) => refusal.Status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status409Conflict => Conflict,
        StatusCodes.Status400BadRequest => Usage,
        >= 500 => Internal,
        _ => Refused,
    };
}
