using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>What an output of a function is, as mathematics over the parameters and the user's locals.</summary>
/// <param name="Name">The output, or the local that the formula defines.</param>
/// <param name="Each">The element that the formula is for, where the output holds storage.</param>
/// <param name="Value">The formula.</param>
/// <param name="IsDefinition">Whether it says what a local in the formulas before it stands for.</param>
public sealed record Formula(string Name, Element? Each, Expression Value, bool IsDefinition = false);

/// <summary>
/// Reads back from a derivative function what it computes, as one formula over the user's parameters and locals for each output; nothing where that
/// is not short.
/// </summary>
public sealed class Formulas
{
    private const int LargestFormula = 40;
    private const int LargestDefinition = 14;
    private const int MostDefinitions = 4;

    private readonly HashSet<Variable> parameters;
    private readonly Dictionary<Variable, List<Write>> writes = [];
    private readonly HashSet<Variable> shared = [];
    private readonly List<Variable> named = [];
    private int order;
    private int budget;

    private Formulas(Function function)
    {
        parameters = [.. function.Parameters.Where(parameter => parameter.Role is ParameterRole.Primal or ParameterRole.Tangent).Select(parameter => parameter.Variable)];
        Collect(function.Body, [], isConditional: false);
    }

    /// <summary>The formulas of the outputs that have a short one, simplified, and then the definitions of the locals in them.</summary>
    /// <param name="function">A derivative.</param>
    /// <param name="outputs">What to find formulas for: a name and the variable or value.</param>
    public static IReadOnlyList<Formula> Of(Function function, IEnumerable<(string Name, Expression Value)> outputs)
    {
        var formulas = new Formulas(function);
        List<Formula> found = [.. outputs.Select(output => formulas.OfOutput(output.Name, output.Value)).OfType<Formula>()];
        if (found.Count > 0) found.AddRange(formulas.Definitions());
        return found;
    }

    private Formula? OfOutput(string name, Expression value)
    {
        budget = LargestFormula;
        var end = new Place([], order);
        if (value.Type.IsReal) return Inline(value, end) is { } formula ? new Formula(name, null, Simplifier.Simplify(formula)) : null;
        return value is Variable storage && Elementwise(storage) is var (element, partial) ? new Formula(name, element, partial) : null;
    }

    /// <summary>The one assignment of every element, in as many loops as there are indices.</summary>
    private (Element Element, Expression Partial)? Elementwise(Variable storage)
    {
        if (shared.Contains(storage) || !writes.TryGetValue(storage, out var all)) return null;
        var computed = all.Where(write => write is not { Target: Variable, Value: Allocate or ZerosLike or Constant { Bits: 0 } }).ToList();
        if (computed.Count != 1 || computed[0] is not { Target: Element { Type.IsReal: true } element, IsConditional: false } write) return null;
        if (write.Kind == AssignmentKind.Subtract || element.Storage is not Variable) return null;
        var loops = write.Place.Loops;
        bool isEach = loops.Count == element.Indices.Count && element.Indices.All(index => loops.Any(loop => loop.Counter.Equals(index)))
            && element.Indices.Distinct().Count() == element.Indices.Count;
        return isEach && Inline(write.Value, write.Place) is { } partial ? (element, Simplifier.Simplify(partial)) : null;
    }

    /// <summary>What the locals in the formulas stand for, where that is short.</summary>
    private IEnumerable<Formula> Definitions()
    {
        for (int i = 0; i < named.Count && i < MostDefinitions; i++)
        {
            budget = LargestDefinition;
            if (OnlyWrite(named[i]) is { Place.Loops.Count: 0 } only && Inline(only.Value, only.Place) is { } definition)
                yield return new Formula(named[i].Name, null, definition, IsDefinition: true);
        }
    }

    /// <summary>The expression, read at a place, over parameters, counters of the loops and the user's locals, or null.</summary>
    private Expression? Inline(Expression expression, Place place)
    {
        if (--budget < 0) return null;
        switch (expression)
        {
            case Constant:
                return expression;
            case Member member when WholeOf(member) is { } whole && parameters.Contains(whole) && !writes.ContainsKey(whole):
                return expression;
            case Variable variable:
                return InlineVariable(variable, place);
            case Element { Storage: Variable storage } element when IsTheUsers(storage) && IsSettled(storage, place):
                var indices = element.Indices.Select(index => Inline(index, place)).ToList();
                return indices.Contains(null) ? null : new Element(storage, indices.OfType<Expression>().ToEquatableArray());
            case Apply { Primitive.Form: PrimitiveForm.Length } length when length.Operands[0] is Variable:
                return expression;
            case Apply { Primitive.Form: not PrimitiveForm.Length } apply when IsMathematics(apply):
                var operands = apply.Operands.Select(operand => Inline(operand, place)).ToList();
                return operands.Contains(null) ? null : apply with { Operands = operands.OfType<Expression>().ToEquatableArray() };
            case Conditional { Condition: Apply { Primitive.Name: "==" } test, WhenTrue: Constant { Type.IsReal: true, Real: 0 } } guarded:
                if (test.Operands[0] is Variable tested && OnlyWrite(tested) is { } definition)
                    return Inline(LogisticTails.WithDifference(guarded.WhenFalse, tested, definition.Value), place);
                return Inline(guarded.WhenFalse, place); // zero where the formula would be infinite
            default:
                return null;
        }
    }

    private static Variable? WholeOf(Expression member) => member is Member { Composite: var outer } ? WholeOf(outer) : member as Variable;

    private Expression? InlineVariable(Variable variable, Place place)
    {
        if (place.Loops.Any(loop => loop.Counter.Equals(variable))) return variable;
        if (parameters.Contains(variable)) return writes.ContainsKey(variable) || shared.Contains(variable) ? null : variable;
        if (variable.Role == Role.Source)
        {
            if (!IsSettled(variable, place)) return null;
            if (OnlyWrite(variable) is { Place.Loops.Count: > 0 } local)
                return local.Place.Loops.All(place.Loops.Contains) ? Inline(local.Value, local.Place) : null;
            if (!named.Contains(variable)) named.Add(variable);
            return variable;
        }

        return OnlyWrite(variable) is { } only && only.Place.Loops.All(place.Loops.Contains) ? Inline(only.Value, only.Place) : null;
    }

    private bool IsTheUsers(Variable storage) =>
        parameters.Contains(storage) || storage is { Role: Role.Source, Type: StorageType { Kind: not (StorageKind.Tape or StorageKind.Stack) } };

    /// <summary>Whether the variable has its last value at the place, so that its name says which value is meant.</summary>
    private bool IsSettled(Variable variable, Place place)
    {
        if (shared.Contains(variable)) return false;
        if (!writes.TryGetValue(variable, out var all)) return parameters.Contains(variable);
        return all.TrueForAll(write => write.Place.Order < place.Order && (all.Count == 1 || !write.Place.Loops.Any(place.Loops.Contains)));
    }

    private Write? OnlyWrite(Variable variable) =>
        !shared.Contains(variable) && writes.TryGetValue(variable, out var all) && all.Count == 1
        && all[0] is { IsConditional: false, Kind: AssignmentKind.Set, Target: Variable } only ? only : null;

    private void Collect(Block block, IReadOnlyList<For> loops, bool isConditional)
    {
        foreach (Statement statement in block.Statements)
        {
            var place = new Place(loops, order++);
            foreach (Expression read in statement.Reads()) ShareWithForeignCode(read);
            if (WriteOf(statement) is var (target, kind, value) && Root(target) is { } variable)
            {
                if (value.Type is StorageType && statement is Declare or Assign) ShareWithName(value);
                if (!writes.TryGetValue(variable, out var list)) writes.Add(variable, list = []);
                list.Add(new Write(target, kind, value, place, isConditional));
            }

            foreach (Block inner in statement.Blocks())
                Collect(inner, statement is For loop ? [.. loops, loop] : loops, isConditional || statement is If or While);
        }
    }

    private static (Expression Target, AssignmentKind Kind, Expression Value)? WriteOf(Statement statement) => statement switch
    {
        Declare { Value: { } value } declare => (declare.Variable, AssignmentKind.Set, value),
        Assign assign => (assign.Target, assign.Kind, assign.Value),
        Fill fill => (fill.Storage, AssignmentKind.Set, fill.Value),
        Copy copy => (copy.Target, AssignmentKind.Set, copy.Source),
        Pop pop => (pop.Target, AssignmentKind.Set, pop.Stack),
        _ => null,
    };

    /// <summary>Memory that has a second name may be written under it.</summary>
    private void ShareWithName(Expression storage)
    {
        if (storage is Variable or Element or View or Conditional) shared.UnionWith(storage.DescendantsAndSelf().OfType<Variable>());
    }

    private void ShareWithForeignCode(Expression read)
    {
        foreach (External external in read.DescendantsAndSelf().OfType<External>())
            shared.UnionWith(external.Operands.Where((_, i) => IsGivenAway(external, i)).OfType<Variable>());
    }

    private static bool IsGivenAway(External external, int operand) =>
        external.Operands[operand].Type is not ScalarType || IsByReference(external, operand);

    private static bool IsByReference(External external, int operand) =>
        new[] { "ref ", "out " }.Any(passing => external.Text[operand].EndsWith(passing, StringComparison.Ordinal));


    private static bool IsMathematics(Apply apply) =>
        apply.Type.IsReal && apply.Primitive.Form is PrimitiveForm.Infix or PrimitiveForm.Function or PrimitiveForm.Conversion
        || apply.Primitive.Ruled is { IsInstance: false }
        || apply.Primitive.Name == Primitive.Negate.Name;

    private static Variable? Root(Expression path)
    {
        while (path is Element or View) path = path is Element element ? element.Storage : ((View)path).Storage;
        return path as Variable;
    }

    /// <summary>Where a statement stands.</summary>
    private sealed record Place(IReadOnlyList<For> Loops, int Order);

    private sealed record Write(Expression Target, AssignmentKind Kind, Expression Value, Place Place, bool IsConditional);
}
