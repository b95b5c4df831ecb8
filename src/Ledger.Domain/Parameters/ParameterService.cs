using System.Text.Json;
using FluentValidation;
using Ledger.Domain.Folios;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Parameters;

/// <summary>Reads and changes the typed parameters of the modules; every change is audited with the values before and after (W14).</summary>
public sealed class ParameterService(LedgerSession session)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<Type, (string Module, IValidator Validator)> Modules = new()
    {
        [typeof(PurchasingParameters)] = ("purchasing", new PurchasingParametersValidator()),
        [typeof(TreasuryParameters)] = ("treasury", new InlineValidator<TreasuryParameters>()),
        [typeof(AccountingParameters)] = ("accounting", new AccountingParametersValidator()),
        [typeof(FolioParameters)] = ("folios", new FolioParametersValidator()),
    };

    /// <summary>The parameters of a module; their defaults when nobody set them.</summary>
    public async Task<T> GetAsync<T>()
        where T : class, new()
    {
        var json = await session.Transaction.QueryFirstAsync(
            "select json from parameter_sets where company_id = $1 and module = $2",
            row => row.GetString(0), session.CompanyId, Modules[typeof(T)].Module);
        return Read<T>(json);
    }

    /// <summary>As <see cref="GetAsync{T}"/>, for reading outside a unit of work.</summary>
    public static async Task<T> ReadAsync<T>(LedgerDb db)
        where T : class, new()
    {
        var module = Modules[typeof(T)].Module;
        return Read<T>(await db.Set<ParameterSet>().Where(p => p.Module == module).Select(p => p.Json).FirstOrDefaultAsync());
    }

    /// <summary>As <see cref="GetAsync{T}"/>, for importers.</summary>
    internal static async Task<T> ReadAsync<T>(Imports.IImportData data)
        where T : class, new() => Read<T>((await data.QueryAsync(
            "select json from parameter_sets where company_id = $1 and module = $2",
            row => row.GetString(0), data.CompanyId, Modules[typeof(T)].Module)).FirstOrDefault());

    /// <summary>How often the parameters of a module were changed; 0 when nobody set them.</summary>
    public static async Task<int> RevisionAsync<T>(LedgerDb db)
        where T : class, new()
    {
        var module = Modules[typeof(T)].Module;
        return await db.Set<ParameterSet>().Where(p => p.Module == module).Select(p => (int?)p.Revision + 1).FirstOrDefaultAsync() ?? 0;
    }

    /// <summary>Replaces the parameters of a module.</summary>
    /// <param name="parameters">The values.</param>
    /// <param name="revision">What <see cref="RevisionAsync{T}"/> said when they were read; null to replace whatever is there.</param>
    /// <exception cref="DomainException">
    /// A value is not valid (<c>parameters.invalid</c>) or names an account that does not exist; somebody changed them meanwhile
    /// (<c>parameters.changed-meanwhile</c>).
    /// </exception>
    public async Task SetAsync<T>(T parameters, int? revision = null)
        where T : class, new()
    {
        var (module, validator) = Modules[typeof(T)];
        if (revision is not null && session.Transaction.Kind == Ledger.Foundation.DatabaseKind.PostgreSql)
        {
            // There may be no row yet that two could wait for.
            await session.Transaction.QueryAsync("select id from companies where id = $1 for update", _ => true, session.CompanyId);
        }

        var result = await validator.ValidateAsync(new ValidationContext<T>(parameters));
        if (!result.IsValid)
        {
            var error = result.Errors[0];
            var field = JsonNamingPolicy.CamelCase.ConvertName(error.PropertyName);
            throw new DomainException("parameters.invalid", $"The parameter {field} is not valid: {error.AttemptedValue}.", field, error.AttemptedValue)
            {
                Field = field,
            };
        }

        if (parameters is PurchasingParameters purchasing)
        {
            await CheckAccountsAsync(purchasing);
        }

        var row = await session.Db.Set<ParameterSet>().SingleOrDefaultAsync(p => p.Module == module);
        if (revision is { } read && read != (row is null ? 0 : row.Revision + 1))
        {
            throw new DomainException("parameters.changed-meanwhile", $"{row?.ChangedBy} changed the parameters of {module} meanwhile.", row?.ChangedBy)
            {
                IsConflict = true,
            };
        }

        var before = Read<T>(row?.Json);
        var json = JsonSerializer.Serialize(parameters, Json);
        if (row is null)
        {
            session.Db.Add(new ParameterSet
            {
                Id = session.NewId(),
                CompanyId = session.CompanyId,
                Module = module,
                Json = json,
                ChangedAt = session.Now,
                ChangedBy = session.Actor.Name,
            });
        }
        else
        {
            (row.Json, row.ChangedAt, row.ChangedBy) = (json, session.Now, session.Actor.Name);
        }

        await session.SaveAsync();
        session.Audit("parameters.changed", "parameters", module, new { before, after = parameters });
    }

    private async Task CheckAccountsAsync(PurchasingParameters parameters)
    {
        foreach (var (id, field) in new[]
        {
            (parameters.DefaultDebitAccountId, "defaultDebitAccountId"), (parameters.DefaultPaymentAccountId, "defaultPaymentAccountId"),
        })
        {
            if (id is { } account && !await session.Db.Set<Treasury.TreasuryAccount>().AnyAsync(a => a.Id == account))
            {
                throw new DomainException("parameters.unknown-account", $"No treasury account has the key {account}.") { Field = field };
            }
        }
    }

    private static T Read<T>(string? json)
        where T : class, new() => json is null ? new T() : JsonSerializer.Deserialize<T>(json, Json)!;

    private sealed class PurchasingParametersValidator : AbstractValidator<PurchasingParameters>
    {
        public PurchasingParametersValidator()
        {
            RuleFor(p => p.PaymentTermDays).InclusiveBetween(0, 3650);
        }
    }

    private sealed class AccountingParametersValidator : AbstractValidator<AccountingParameters>
    {
        public AccountingParametersValidator()
        {
            RuleFor(p => p.PaymentTemplateCode).NotEmpty().MaximumLength(ColumnSizes.Code);
        }
    }

    private sealed class FolioParametersValidator : AbstractValidator<FolioParameters>
    {
        public FolioParametersValidator()
        {
            RuleFor(p => p.ExpiryMonths).InclusiveBetween(1, 60);
            RuleForEach(p => p.BranchMailRecipients).Must(IsAddress);
            RuleForEach(p => p.HeadOfficeMailRecipients).Must(IsAddress);
            RuleForEach(p => p.BranchesElsewhere).GreaterThan(0);
        }

        // What the outbox refuses must not be kept: the mail would fail at night.
        private static bool IsAddress(string? address) =>
            address is { Length: <= 254 } && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';')
            && System.Net.Mail.MailAddress.TryCreate(address, out var read) && read.Address == address && read.Host.Length > 0;
    }
}
