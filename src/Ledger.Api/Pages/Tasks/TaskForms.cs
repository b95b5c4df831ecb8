using System.Reflection;

namespace Ledger.Api.Pages.Tasks;

/// <summary>
/// The forms of tasks by their keys: what <see cref="TaskFormAttribute"/> names is all there is, for the pages, for the designer's
/// list and for the checks of definitions alike.
/// </summary>
internal static class TaskForms
{
    private static readonly Dictionary<string, Type> ByKey = typeof(TaskForms).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(TaskForm)))
        .SelectMany(t => t.GetCustomAttributes<TaskFormAttribute>().Select(a => (a.Key, Type: t)))
        .ToDictionary(f => f.Key, f => f.Type, StringComparer.Ordinal);

    /// <summary>Tells the engine and the designer which forms there are. Their names are the texts <c>toolbox.form.KEY</c>.</summary>
    public static void Register(IServiceCollection services)
    {
        foreach (var key in ByKey.Keys.Order(StringComparer.Ordinal))
        {
            services.AddSingleton(new Ledger.Workflows.Designer.TaskForm(key, "toolbox.form." + key));
        }
    }

    /// <summary>The form of a key; the generic one where none is registered.</summary>
    public static Type Of(string? key) => key is not null && ByKey.TryGetValue(key, out var form) ? form : typeof(DataForm);
}
