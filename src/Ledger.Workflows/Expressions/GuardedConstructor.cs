using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;

namespace Ledger.Workflows.Expressions;

/// <summary>A constructor of ours in the place of a built-in one.</summary>
internal sealed class GuardedConstructor : FunctionInstance, IConstructor
{
    private readonly Func<JsValue[], JsValue> _construct;

    public GuardedConstructor(Engine engine, Func<JsValue[], JsValue> construct, ObjectInstance prototype)
        : base(engine, null, null, false)
    {
        _construct = construct;
        Prototype = engine.Function.PrototypeObject;
        FastAddProperty("prototype", new JsValue(prototype), false, false, false);
    }

    public override JsValue Call(JsValue thisObject, JsValue[] arguments) => _construct(arguments);

    public ObjectInstance Construct(JsValue[] arguments) => _construct(arguments).AsObject();
}
