using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>What the elements of an adjoint storage are, from statement to statement of the block that it belongs to.</summary>
internal sealed class ElementsOf(Variable storage, Facts facts, Algebra algebra, VariableSource variables)
{
    private const int LongestValue = 16;

    private static readonly Variable AnyIndex = new("index", -1, ValueType.Int32, Role.Source);

    private readonly Dictionary<Element, Variable> locals = [];

    /// <summary>What was added to single elements.</summary>
    private List<Point> points = [];

    /// <summary>An element without what was added to it alone, as a term of its index; null where it is not known.</summary>
    private Expression? dense;

    /// <summary>
    /// What the derivatives cost without the storage less what they cost with it: with the values of locals for the locals, and as they are written.
    /// </summary>
    private int whole;

    private int written;

    public Variable Storage => storage;

    public Algebra Algebra => algebra;

    public bool IsCheaper => whole <= 0 || written <= 0;

    /// <summary>All elements become zero.</summary>
    public void Clear()
    {
        dense = Constant.RealOf(0, ((StorageType)storage.Type).Element);
        points = [];
    }

    /// <summary>Takes note of an assignment to one element.</summary>
    public bool TryAdd(Assign assign, Expression index)
    {
        bool isFirst = points.Count == 0 && dense is not null && dense.IsReal(0);
        if (dense is null || index.HasEffects() || (assign.Kind == AssignmentKind.Set && !isFirst)) return false;
        Expression value = Simplified(WithLocals(assign.Kind == AssignmentKind.Subtract ? Terms.Negative(assign.Value) : assign.Value));
        points.Add(new Point(index, value));
        whole -= value.Cost() + 1;
        written -= value.Cost() + 1;
        return true;
    }

    /// <summary>Forgets what is no longer the same after the statement.</summary>
    public void Pass(Statement statement)
    {
        Effects effects = Effects.Of(statement, facts.Memory);
        if (dense is not null && effects.Disturb(dense)) dense = null;
        if (points.Exists(point => effects.Disturb(point.Index) || effects.Disturb(point.Value))) dense = null;
        foreach (Element element in locals.Keys.Where(effects.Disturb).ToList()) locals.Remove(element);
        if (statement is Declare { Value: Element read, Variable: { Type.IsReal: true } local } && facts.Uses.IsDefinedOnce(local) && !locals.ContainsKey(read))
            locals.Add(read, local);
    }

    /// <summary>The loop over all elements, and what comes behind it, with values for the elements; null where that is not possible.</summary>
    public IEnumerable<Statement>? In(For loop)
    {
        bool isKept = dense is not null && !EffectsOf(loop).Disturb(dense);
        var body = new ElementLoop(this, loop, isKept ? dense!.Substitute(variable => variable.Equals(AnyIndex) ? loop.Counter : null) : null);
        if (!body.TryReplace()) return null;
        var parts = new List<PointPart>();
        foreach (Point point in points)
        {
            var part = new PointPart(this, loop, body.Values, point);
            if (!part.TryFollow()) return null;
            parts.Add(part);
        }

        whole += body.Whole;
        written += body.Written;
        points = [.. parts.Where(part => part.Rest is not null).Select(part => new Point(part.Index, Simplified(WithLocals(part.Rest!))))];
        dense = body.Last is { } last && last.Operations() <= LongestValue
            ? last.Substitute(variable => variable.Equals(loop.Counter) ? AnyIndex : null)
            : null;
        return [loop.With(loop.Start, loop.Limit, body.ToBlock()), .. parts.SelectMany(part => part.Behind)];
    }

    /// <summary>A local for an element of the storage.</summary>
    public Declare Local(Expression value)
    {
        string name = storage.Name.EndsWith("Bar", StringComparison.Ordinal) ? storage.Name.Substring(0, storage.Name.Length - 3) : storage.Name;
        return new Declare(variables.New(name + "ElementBar", value.Type, Role.Derivative), value);
    }

    public Expression Simplified(Expression value) => algebra.Simplify(value);

    public bool IsDefinedOnce(Variable variable) => facts.Uses.IsDefinedOnce(variable);

    public Effects EffectsOf(Statement statement) => Effects.Of(statement, facts.Memory);

    public bool MayOverlap(Expression first, Expression second) => facts.Memory.MayOverlap(facts.Memory.RegionOf(first), facts.Memory.RegionOf(second));

    /// <summary>The value with locals for the elements that they hold.</summary>
    public Expression WithLocals(Expression value) =>
        value is Element element && locals.TryGetValue(element, out Variable local) ? local : value.MapChildren(WithLocals);

    /// <param name="Index">The element.</param>
    /// <param name="Value">What was added to it.</param>
    public sealed record Point(Expression Index, Expression Value);
}
