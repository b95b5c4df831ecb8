using Ledger.Api.Identity;
using Ledger.Api.Pages.Shell;
using Ledger.Api.Templates;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Microsoft.AspNetCore.Components;

namespace Ledger.Api.Pages.Templates;

/// <summary>A template of a document or a mail: its text, what it looks like, and what is wrong with it (P10, F5).</summary>
public sealed partial class TemplatePage : IDisposable
{
    // Long enough that a word is not looked at letter by letter.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _leaving = new();
    private TemplateText? _stored;
    private TemplatePreview? _preview;
    private string _previewKey = string.Empty;
    private string _content = string.Empty;
    private string? _subject;
    private string? _problem;
    private int _typed;
    private bool _isMissing;
    private bool _isStale;
    private bool _isAsked;

    /// <summary>Which template.</summary>
    [Parameter] public string Name { get; set; } = string.Empty;

    /// <summary>The language of a mail.</summary>
    [Parameter] public string? Language { get; set; }

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private TemplatePreviews Previews { get; set; } = null!;

    private string Of => Language ?? string.Empty;

    private TemplateDefinition Definition => DocumentTemplates.Definition(Name, Of);

    private string Title => Definition.IsMail ? $"{T("page.templates.name." + Name)} · {T("page.templates.language." + Of)}" : T("page.templates.name." + Name);

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _isMissing = !DocumentTemplates.All.Any(d => d.Name == Name && d.Languages.Contains(Of));
        if (!_isMissing)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        _stored = await Work.ReadAsync(db => DocumentTemplates.ReadAsync(db, Name, Of));
        (_content, _subject, _isStale) = (_stored.Content, _stored.Subject, false);
        Show();
    }

    private async Task TypeAsync(ChangeEventArgs typed, bool isSubject)
    {
        var text = typed.Value?.ToString() ?? string.Empty;
        (_content, _subject) = isSubject ? (_content, text) : (text, _subject);
        var turn = ++_typed;
        try
        {
            await Task.Delay(Rest, _leaving.Token);
        }
        catch (OperationCanceledException)
        {
            return; // the person left the page
        }

        if (turn == _typed)
        {
            Show();
        }
    }

    // With a mistake the last preview stays, and the mistake is said.
    private void Show()
    {
        try
        {
            _preview = TemplatePreview.Of(Name, Of, _content, _subject);
            _previewKey = Previews.Keep(Person.Caller.Actor.UserId, _preview.Html);
            _problem = null;
        }
        catch (DomainException refusal)
        {
            _problem = TextOf(refusal);
        }
    }

    private async Task SaveAsync()
    {
        _typed++;
        if (await TryAsync(() => KeepAsync(_content, _subject)))
        {
            SayDone(T("page.administration.saved"));
            await ReadAsync();
        }
    }

    private async Task RestoreAsync()
    {
        _isAsked = false;
        if (await TryAsync(() => KeepAsync(null, null)))
        {
            SayDone(T("page.templates.restored"));
            await ReadAsync();
        }
    }

    private async Task KeepAsync(string? content, string? subject)
    {
        try
        {
            await Work.RunAsync(Policies.Owns, session => DocumentTemplates.SaveAsync(session, Name, content, Of, subject, _stored!.Version));
        }
        catch (DomainException refusal) when (refusal.Code == DocumentCodes.TemplateChanged)
        {
            _isStale = true; // what the person wrote stays on the page until the other's text is loaded
            throw;
        }
        catch (DomainException refusal)
        {
            _problem = TextOf(refusal);
            throw;
        }
    }
}
