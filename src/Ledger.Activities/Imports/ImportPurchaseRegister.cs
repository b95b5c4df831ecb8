using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Imports;
using Ledger.Domain.Imports.PurchaseRegister;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Workflows;
using Ledger.Workflows.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ledger.Activities.Imports;

/// <summary>
/// Imports a purchase register file from the import folder (T1, T2). The importer commits in chunks of its own and finds
/// what is there already unchanged, so the step runs outside the burst's transaction, at least once, without harm.
/// </summary>
[Activity("Ledger.ImportPurchaseRegister", Icon = "import", Category = "Imports", Kind = "Task", Outcomes = ["Imported", "WithRejections", LedgerActivity.Refused])]
public sealed class ImportPurchaseRegister : Activity, IExternalActivity
{
    /// <summary>The name of the file in the import folder.</summary>
    [Input(Required = true, Order = 0)]
    public Input<string>? FileName { get; set; }

    /// <summary>The branch the documents are entered at; empty for the head office.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "branches", Order = 1)]
    public Input<int?>? BranchCode { get; set; }

    /// <summary>What came of it: batchId, rows, accepted, warned, rejected, unchanged.</summary>
    [Output]
    public Output<JsonObject>? Summary { get; set; }

    /// <summary>Why the file as a whole was refused; null when it was not.</summary>
    [Output]
    public Output<string?>? RefusalMessage { get; set; }

    /// <inheritdoc/>
    public ValueTask<JsonNode> PrepareAsync(ActivityContext context)
    {
        var name = context.Get(FileName);
        if (string.IsNullOrWhiteSpace(name) || name != Path.GetFileName(name) || name is "." or "..")
        {
            throw new WorkflowException(
                "activity.import-file-name", $"'{name}' is not the name of a file in the import folder.", name);
        }

        return new(new JsonObject
        {
            ["file"] = name,
            ["branch"] = context.Get(BranchCode),
            ["company"] = context.Actor.CompanyId,
            ["user"] = context.Actor.UserId,
            ["by"] = context.Actor.Name,
            ["instance"] = context.Workflow.InstanceId,
        });
    }

    /// <inheritdoc/>
    public async Task<JsonNode?> CallAsync(JsonNode request, string idempotencyKey, IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<LedgerDatabase>();
        var actor = new Actor((long)request["company"]!, (long?)request["user"], (string)request["by"]!, (long)request["instance"]!);
        var name = (string)request["file"]!;
        var path = Path.Combine(services.GetRequiredService<IOptions<ImportOptions>>().Value.Folder, name);
        if (!File.Exists(path))
        {
            return Refusal(services, "activity.import-file-missing", $"There is no file {name} in the import folder.", [name]);
        }

        try
        {
            var importer = new PurchaseRegisterImporter(database, actor) { BranchCode = (int?)request["branch"] };
            var batchId = await importer.RunAsync(ImportFile.OnDisk(path), progress: null, cancellationToken);
            var batch = await database.ReadAsync(actor.CompanyId, db => db.Set<ImportBatch>().SingleAsync(b => b.Id == batchId, cancellationToken), cancellationToken);
            return new JsonObject
            {
                // Keys are text: they do not fit a JavaScript number.
                ["batchId"] = batchId.ToString(CultureInfo.InvariantCulture),
                ["file"] = name,
                ["rows"] = batch.Rows,
                ["accepted"] = batch.Accepted,
                ["warned"] = batch.Warned,
                ["rejected"] = batch.Rejected,
                ["unchanged"] = batch.Unchanged,
            };
        }
        catch (DomainException refusal)
        {
            return Refusal(services, refusal.Code, refusal.Message, refusal.Arguments);
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(ActivityContext context, JsonNode? answer)
    {
        var given = (JsonObject)answer!;
        if ((string?)given["refused"] is { } text)
        {
            context.Set(RefusalMessage, text);
            context.Journal("Refused", text, new() { ["code"] = (string?)given["code"] });
            context.Complete(LedgerActivity.Refused);
            return ValueTask.CompletedTask;
        }

        context.Set(RefusalMessage, null);
        context.Set(Summary, (JsonObject)given.DeepClone());
        context.Complete((int)given["rejected"]! > 0 ? "WithRejections" : "Imported");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityContext context) => ValueTask.CompletedTask;

    private static JsonObject Refusal(IServiceProvider services, string code, string message, IReadOnlyList<object?> arguments) => new()
    {
        ["refused"] = services.GetRequiredService<MessageCatalog>().Find(code, Languages.Default, arguments) ?? message,
        ["code"] = code,
    };
}
