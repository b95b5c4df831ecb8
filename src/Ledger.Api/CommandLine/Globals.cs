using System.CommandLine;
using System.Globalization;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Foundation.Texts;

namespace Ledger.Api.CommandLine;

/// <summary>The options that every command takes.</summary>
internal sealed class Globals
{
    private readonly MessageCatalog _texts = new MessageCatalog().Add(typeof(HostTexts));

    /// <summary>Chooses the language before the help is written: --lang, else LC_ALL, LC_MESSAGES, LANG, else Spanish.</summary>
    public Globals(string[] args)
    {
        var position = Array.IndexOf(args, "--lang");
        var said = position >= 0 && position + 1 < args.Length ? args[position + 1] : null;
        string?[] tags = [said, .. new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable)];
        Culture = tags.Select(Language.Find).FirstOrDefault(c => c is not null) ?? Language.Spanish;
        CultureInfo.CurrentUICulture = Culture;
        Data = new("--data") { Description = Text("cli.option.data"), HelpName = "DIR", Recursive = true, DefaultValueFactory = _ => "data" };
        Json = new("--json") { Description = Text("cli.option.json"), Recursive = true };
        User = new("--user") { Description = Text("cli.option.user"), HelpName = "NAME", Recursive = true };
        Company = new("--company") { Description = Text("cli.option.company"), HelpName = "RUT", Recursive = true };
        Lang = new("--lang") { Description = Text("cli.option.lang"), HelpName = "es|en", Recursive = true };
    }

    /// <summary>The language of texts.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The data folder.</summary>
    public Option<string> Data { get; }

    /// <summary>Answers as JSON.</summary>
    public Option<bool> Json { get; }

    /// <summary>The person to act as.</summary>
    public Option<string?> User { get; }

    /// <summary>The company to act in.</summary>
    public Option<string?> Company { get; }

    /// <summary>The language.</summary>
    public Option<string?> Lang { get; }

    /// <summary>A text of the host in the language of the command line.</summary>
    public string Text(string code, params object?[] arguments) => _texts.Find(code, Culture, arguments) ?? code;

    /// <summary>What an exception means in the language of the command line.</summary>
    public string Explain(Refusal refusal, MessageCatalog? texts) =>
        (texts ?? _texts).Find(refusal.Code, Culture, refusal.Arguments) ?? _texts.Find(refusal.Code, Culture, refusal.Arguments)
        ?? refusal.Message ?? refusal.Code;

    /// <summary>Runs a command's action in a session on the data folder.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> In(Func<CommandSession, ParseResult, CancellationToken, Task<int>> action, bool engine = false) =>
        async (parse, cancellationToken) =>
        {
            await using var session = await CommandSession.OpenAsync(this, parse, engine, cancellationToken);
            try
            {
                return await action(session, parse, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return session.Output.Refuse(this, exception, session.Texts);
            }
        };
}
