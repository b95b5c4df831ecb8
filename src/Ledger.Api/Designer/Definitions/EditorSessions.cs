using System.Globalization;
using Ledger.Api.Identity;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Tells editors apart: by the window the token was given to, else by the person.</summary>
internal static class EditorSessions
{
    private const int IdLengthMax = 60;

    /// <summary>The session a request comes from.</summary>
    public static EditorSession Of(Caller caller)
    {
        var window = caller.Editor is { Length: > 0 and <= IdLengthMax } id ? ":" + id : string.Empty;
        return new EditorSession(string.Create(CultureInfo.InvariantCulture, $"{caller.UserId}{window}"), caller.DisplayName);
    }
}
