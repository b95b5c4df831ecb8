using System.Globalization;
using Ledger.Domain.Folios;
using Ledger.Api.Designer.Descriptors.Options;
using Ledger.Domain;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Designer;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>Registers what the designer's toolbox is made of.</summary>
internal static class DescriptorServices
{
    /// <summary>Adds the toolbox, the forms that task lists can show, and the options filled from the data.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<DefinitionFactReader>().AddSingleton<Toolbox>().AddSingleton<EngineFeatures>().AddSingleton<ScriptDeclarations>();
        services.AddSingleton<IOptionProvider, WorkflowOptionList>();
        services.AddSingleton<IOptionProvider>(provider => new TextOptions("roles", Enum.GetNames<Role>(), Named(provider, "toolbox.role.")));
        services.AddSingleton<IOptionProvider>(provider => new TextOptions("currencies", Currencies.Codes, Named(provider, "toolbox.currency.")));
        services.AddSingleton<IOptionProvider>(provider =>
        {
            var forms = provider.GetServices<TaskForm>().ToDictionary(f => f.Key, f => f.TextKey);
            var texts = provider.GetRequiredService<MessageCatalog>();
            return new TextOptions("task-forms", forms.Keys.Order(StringComparer.Ordinal), (key, culture) => texts.Find(forms[key], culture, []) ?? key);
        });
        services.AddSingleton<IOptionProvider>(provider => new TextOptions(
            "folio-kinds", FolioKinds.Known.Select(k => k.ToString(CultureInfo.InvariantCulture)), NumberedBy(Named(provider, "folio-kind."))));
        AddRows(
            services, "users",
            """
            select u.user_name, u.display_name || ' (' || u.user_name || ')' from users u
            where u.is_active and exists (select 1 from user_roles r where r.user_id = u.id and r.company_id = $1) order by u.display_name
            """);
        AddRows(
            services, "user-keys",
            """
            select cast(u.id as varchar(20)), u.display_name || ' (' || u.user_name || ')' from users u
            where u.is_active and exists (select 1 from user_roles r where r.user_id = u.id and r.company_id = $1) order by u.display_name
            """);
        AddRows(services, "mass-payment-filters", "select name, name from saved_mass_payment_filters where company_id = $1 order by name");
        AddRows(services, "branches", "select cast(code as varchar(20)), cast(code as varchar(20)) || ' – ' || name from branches where company_id = $1 order by code");
    }

    private static void AddRows(IServiceCollection services, string key, string sql) =>
        services.AddSingleton<IOptionProvider>(provider => new CompanyOptions(provider.GetRequiredService<LedgerDatabase>(), key, sql));

    private static Func<string, CultureInfo, string> NumberedBy(Func<string, CultureInfo, string> name) =>
        (value, culture) => $"{value} – {name(value, culture)}";

    private static Func<string, CultureInfo, string> Named(IServiceProvider provider, string prefix)
    {
        var texts = provider.GetRequiredService<MessageCatalog>();
        return (value, culture) => texts.Find(prefix + value, culture, []) ?? value;
    }
}
