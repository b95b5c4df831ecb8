using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.RegExp;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace Ledger.Workflows.Expressions;

/// <summary>An interpreter for one evaluation whose built-in functions cannot be led beyond the limits.</summary>
internal sealed class ScriptSandbox
{
    private const int JsonNestingMax = 200;
    private readonly ScriptLimits _limits;
    private readonly ScriptValues _values;

    public ScriptSandbox(ScriptLimits limits)
    {
        _limits = limits;
        Engine = new Engine(o => o
            .MaxStatements(limits.Options.ScriptStatementsMax)
            .LimitRecursion(limits.Options.ScriptRecursionMax)
            .TimeoutInterval(limits.Options.ScriptTimeMax));
        _values = new ScriptValues(Engine, limits);
        Define(ScriptGuards.Tick, (_, _) =>
        {
            _limits.Check();
            return JsValue.Undefined;
        });
        Define(ScriptGuards.Check, (_, arguments) =>
        {
            _limits.Check();
            return arguments[0];
        });
        Define(ScriptGuards.Add, (_, arguments) => Sum(arguments));
        Define(ScriptGuards.Regex, (_, arguments) => NewRegex(arguments));
        GuardPrototype(Engine.Array.PrototypeObject, GuardArrayCall);
        GuardPrototype(Engine.String.PrototypeObject, GuardTextCall);
        GuardFunctions();
        GuardJson();
    }

    public Engine Engine { get; }

    public ScriptValues Values => _values;

    public void Define(string name, Func<JsValue, JsValue[], JsValue> function) =>
        Engine.Global.FastAddProperty(name, new JsValue(new ClrFunctionInstance(Engine, function)), true, false, true);

    private static JsValue Argument(JsValue[] arguments, int index) => index < arguments.Length ? arguments[index] : JsValue.Undefined;

    private JsValue Sum(JsValue[] arguments)
    {
        _limits.Check();
        var left = TypeConverter.ToPrimitive(arguments[0]);
        for (var i = 1; i < arguments.Length; i++)
        {
            var right = TypeConverter.ToPrimitive(arguments[i]);
            if (left.IsString() || right.IsString())
            {
                var (a, b) = (TypeConverter.ToString(left), TypeConverter.ToString(right));
                _limits.CheckText((double)a.Length + b.Length);
                left = new JsValue(a + b);
            }
            else
            {
                left = new JsValue(TypeConverter.ToNumber(left) + TypeConverter.ToNumber(right));
            }
        }

        return left;
    }

    private void GuardPrototype(ObjectInstance prototype, Action<string, JsValue, JsValue[]> guard)
    {
        foreach (var (name, property) in prototype.GetOwnProperties().ToList())
        {
            if (name != "constructor" && property.Value is { } value && value.Is<ICallable>())
            {
                var original = value.As<ObjectInstance>() as ICallable;
                prototype.FastAddProperty(name, new JsValue(new ClrFunctionInstance(Engine, (self, arguments) =>
                {
                    _limits.Check();
                    guard(name, self, arguments);
                    var result = original!.Call(self, arguments);
                    _limits.Check();
                    return result;
                })), true, false, true);
            }
        }
    }

    private void GuardArrayCall(string name, JsValue self, JsValue[] arguments)
    {
        if (!self.IsObject())
        {
            return;
        }

        var length = TypeConverter.ToNumber(self.AsObject().Get("length"));
        _limits.CheckElements(length);
        if (name == "join" && length > 0)
        {
            var separator = Argument(arguments, 0);
            double characters = length * (separator.IsString() ? separator.AsString().Length : 1);
            for (var i = 0; i < length; i++)
            {
                var element = self.AsObject().Get(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                characters += element.IsString() ? element.AsString().Length : 0;
                _limits.CheckText(characters);
            }
        }
    }

    private void GuardTextCall(string name, JsValue self, JsValue[] arguments)
    {
        double length = self.IsString() ? self.AsString().Length : 0;
        switch (name)
        {
            case "concat":
                _limits.CheckText(length + arguments.Sum(a => a.IsString() ? (double)a.AsString().Length : 0));
                break;
            case "split":
                _limits.CheckElements(length);
                break;
            case "replace" when Argument(arguments, 1).IsString():
                var replacement = Argument(arguments, 1).AsString();
                var copies = replacement.Count(c => c == '$');
                _limits.CheckText(length + (length * replacement.Length) + (copies * length * length));
                break;
            case "match" or "search" when !Argument(arguments, 0).IsRegExp() && arguments.Length > 0:
                arguments[0] = NewRegex([new JsValue(TypeConverter.ToString(arguments[0]))]);
                break;
        }
    }

    /// <summary>Code made from text would have no guards.</summary>
    private void GuardFunctions()
    {
        var refuse = new JsValue(new ClrFunctionInstance(Engine, (_, _) =>
            throw new ScriptException("script.not-allowed", "Scripts cannot make functions from text.")));
        Engine.Global.FastAddProperty("eval", refuse, true, false, true);
        Engine.Global.FastAddProperty("Function", refuse, true, false, true);
        Engine.Function.PrototypeObject.FastAddProperty("constructor", refuse, true, false, true);
        var regex = new GuardedConstructor(Engine, NewRegex, Engine.RegExp.PrototypeObject);
        Engine.Global.FastAddProperty("RegExp", new JsValue(regex), true, false, true);
        Engine.RegExp.PrototypeObject.FastAddProperty("constructor", new JsValue(regex), true, false, true);
        GuardPrototype(Engine.RegExp.PrototypeObject, (_, _, _) => { });
        GuardPrototype(Engine.Function.PrototypeObject, (name, _, arguments) =>
        {
            if (name == "apply" && Argument(arguments, 1).IsObject())
            {
                _limits.CheckElements(TypeConverter.ToNumber(arguments[1].AsObject().Get("length")));
            }
        });
    }

    private JsValue NewRegex(JsValue[] arguments)
    {
        _limits.Check();
        var pattern = Argument(arguments, 0);
        if (pattern.IsRegExp())
        {
            return pattern;
        }

        var flags = Argument(arguments, 1);
        var made = Engine.RegExp.Construct(flags.IsUndefined() ? [pattern] : [pattern, flags]);
        var regex = (RegExpInstance)made;
        regex.Value = new Regex(regex.Value.ToString(), regex.Value.Options, _limits.Options.ScriptTimeMax);
        return new JsValue(regex);
    }

    private void GuardJson()
    {
        var parse = (ICallable)Engine.Json.Get("parse").AsObject();
        Engine.Json.FastAddProperty("parse", new JsValue(new ClrFunctionInstance(Engine, (self, arguments) =>
        {
            _limits.Check();
            var text = TypeConverter.ToString(Argument(arguments, 0));
            if (ScriptText.Nesting(text) > JsonNestingMax)
            {
                throw _limits.RecursionTooDeep();
            }

            _limits.CheckText(text.Length * 16d); // What it stands for takes many times the room of the text.
            return parse.Call(self, arguments);
        })), true, false, true);
        Engine.Json.FastAddProperty("stringify", new JsValue(new ClrFunctionInstance(Engine, (_, arguments) =>
            _values.ToJsonText(Argument(arguments, 0)) is { } json ? new JsValue(json) : JsValue.Undefined)), true, false, true);
    }
}
