using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>
/// Reads back from a derivative function what it computes, as one formula over the user's parameters and locals for each output; nothing where that is not short.
/// </summary>
internal sealed class Formulas
{
    private const int LargestFormula = 40;
    private const int LargestDefinition = 14;
    private const int MostDefinitions = 4;

    private readonly HashSet<Variable> parameters;
    private readonly Dictionary<Variable, List<Write>> writes = [];
    private readonly List<Variable> named = [];
    private int budget;

    private Formulas(Function function)
    {
        parameters = [.. function.Parameters.Where(parameter => parameter.Role == ParameterRole.Primal).Select(parameter => parameter.Variable)];
        Collect(function.Body, [], isConditional: false);
    }

    /// <summary>Lines such as <c>∂Loss/∂w = (p − y)·x</c>.</summary>
    public static IEnumerable<string> Of(Function function, IEnumerable<(string Name, Expression Value)> outputs)
    {
        var formulas = new Formulas(function);
        var lines = new List<string>();
        foreach (var (name, value) in outputs)
        {
            if (formulas.Line(name, value) is { } line) lines.Add(line);
        }

        return lines.Count == 0 ? lines : lines.Concat(formulas.Definitions());
    }

    private string? Line(string name, Expression value)
    {
        budget = LargestFormula;
        if (value.Type.IsReal) return Inline(value, []) is { } formula ? name + " = " + MathText.Of(formula) : null;
        return value is Variable storage && Elementwise(storage) is var (element, partial) ? name + MathText.Indices(element, partial) + " = " + MathText.Of(partial, element) : null;
    }

    /// <summary>The one assignment of every element, in as many loops as there are indices.</summary>
    private (Element Element, Expression Partial)? Elementwise(Variable storage)
    {
        if (!writes.TryGetValue(storage, out var all)) return null;
        var computed = all.Where(write => write is not { Target: Variable, Value: Allocate or ZerosLike or Constant { Bits: 0 } }).ToList();
        if (computed.Count != 1 || computed[0] is not { Target: Element element, IsConditional: false } write) return null;
        if (write.Kind == AssignmentKind.Subtract || element.Storage is not Variable) return null;
        bool isEach = write.Loops.Count == element.Indices.Count && element.Indices.All(index => write.Loops.Any(loop => loop.Counter.Equals(index)))
            && element.Indices.Distinct().Count() == element.Indices.Count;
        return isEach && Inline(write.Value, write.Loops) is { } partial ? (element, partial) : null;
    }

    /// <summary>What the locals in the formulas stand for, where that is short.</summary>
    private IEnumerable<string> Definitions()
    {
        for (int i = 0; i < named.Count && i < MostDefinitions; i++)
        {
            budget = LargestDefinition;
            if (OnlyWrite(named[i]) is { Loops.Count: 0, Value: { } value } && Inline(value, []) is { } definition)
                yield return "where " + named[i].Name + " = " + MathText.Of(definition);
        }
    }

    /// <summary>The expression over parameters, counters of the loops and the user's locals, or null.</summary>
    private Expression? Inline(Expression expression, IReadOnlyList<For> loops)
    {
        if (--budget < 0) return null;
        switch (expression)
        {
            case Constant:
                return expression;
            case Variable variable:
                return InlineVariable(variable, loops);
            case Element { Storage: Variable storage } element when parameters.Contains(storage) || storage.Role == Role.Source:
                var indices = element.Indices.Select(index => Inline(index, loops)).ToList();
                return indices.Contains(null) ? null : new Element(storage, indices.OfType<Expression>().ToEquatableArray());
            case Apply { Primitive.Form: PrimitiveForm.Length } length when length.Operands[0] is Variable:
                return expression;
            case Apply { Primitive.Form: not PrimitiveForm.Length } apply when MathText.CanPrint(apply):
                var operands = apply.Operands.Select(operand => Inline(operand, loops)).ToList();
                return operands.Contains(null) ? null : apply with { Operands = operands.OfType<Expression>().ToEquatableArray() };
            default:
                return null;
        }
    }

    private Expression? InlineVariable(Variable variable, IReadOnlyList<For> loops)
    {
        if (loops.Any(loop => loop.Counter.Equals(variable))) return variable;
        if (!writes.TryGetValue(variable, out var all)) return parameters.Contains(variable) ? variable : null;
        if (variable.Role == Role.Source) return Named(variable, all, loops);
        return OnlyWrite(variable) is { } only && only.Loops.All(loops.Contains) ? Inline(only.Value, loops) : null;
    }

    /// <summary>A local of the user's that has one value here.</summary>
    private Variable? Named(Variable variable, List<Write> all, IReadOnlyList<For> loops)
    {
        if (all.Count > 1 && all.Any(write => write.Loops.Any(loops.Contains))) return null;
        if (!named.Contains(variable)) named.Add(variable);
        return variable;
    }

    private Write? OnlyWrite(Variable variable)
    {
        if (!writes.TryGetValue(variable, out var all)) return null;
        var computed = all.Where(write => write.Value is not null).ToList();
        return computed.Count == 1 && computed[0] is { IsConditional: false, Kind: AssignmentKind.Set, Target: Variable } ? computed[0] : null;
    }

    private void Collect(Block block, IReadOnlyList<For> loops, bool isConditional)
    {
        foreach (Statement statement in block.Statements)
        {
            if (statement is Declare { Value: not null } declare) Add(declare.Variable, AssignmentKind.Set, declare.Value);
            if (statement is Assign assign) Add(assign.Target, assign.Kind, assign.Value);
            if (statement is Fill fill) Add(fill.Storage, AssignmentKind.Set, fill.Value);
            if (statement is Copy copy) Add(copy.Target, AssignmentKind.Set, copy.Source);
            if (statement is Pop pop) Add(pop.Target, AssignmentKind.Set, pop.Stack);
            foreach (Block inner in statement.Blocks())
                Collect(inner, statement is For loop ? [.. loops, loop] : loops, isConditional || statement is If or While);
        }

        void Add(Expression target, AssignmentKind kind, Expression value)
        {
            Expression root = target;
            while (root is Element or View) root = root is Element element ? element.Storage : ((View)root).Storage;
            if (root is not Variable variable) return;
            if (!writes.TryGetValue(variable, out var list)) writes.Add(variable, list = []);
            list.Add(new Write(target, kind, value, loops, isConditional));
        }
    }

    private sealed record Write(Expression Target, AssignmentKind Kind, Expression Value, IReadOnlyList<For> Loops, bool IsConditional);
}
