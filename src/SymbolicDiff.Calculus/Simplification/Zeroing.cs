using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Drops the zeroing of derivative storage that a loop over all of its elements writes anyway: <c>g[i] += e</c> there becomes <c>g[i] =
/// e</c>. Elements with constant indices that are added to first after a zeroing are assigned, and what a loop adds to neighbours is carried on.
/// </summary>
internal sealed class Zeroing
{
    private readonly Memory memory;
    private readonly Accesses accesses;
    private readonly Shapes shapes;
    private readonly Carrying carrying;

    private Zeroing(Facts facts)
    {
        memory = facts.Memory;
        accesses = new Accesses(memory);
        shapes = facts.Shapes;
        carrying = new Carrying(facts, accesses);
    }

    public static Function Run(Facts facts) => facts.With(new Zeroing(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = block.Statements.Select(statement => statement.Map(expression => expression, Walk)).ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            statements[i] = AsFill(statements[i]);
            if (Zeroed(statements[i]) is not { } storage) continue;
            int next = AfterLoops(statements, NextUse(statements, i + 1, storage), storage);
            if (next == statements.Count) continue;
            if (statements[next] is For loop && Overwritten(loop, storage) is { } overwritten)
            {
                statements[next] = overwritten;
                if (statements[i] is Fill) statements.RemoveAt(i--);
                else if (statements[i] is Declare declare) statements[i] = declare with { Value = WithoutZeros(declare.Value!) };
            }
            else if (statements[next] is For rolling && carrying.Carried(rolling, storage) is { } carried)
            {
                statements.RemoveAt(next);
                statements.InsertRange(next, carried);
            }
            else
            {
                AssignConstantElements(statements, next, storage);
            }
        }

        return block.With(statements);
    }

    private Variable? Zeroed(Statement statement) => statement switch
    {
        Fill { Storage: Variable storage } fill when fill.Value.IsReal(0) && storage.IsDerivative() => storage,
        Fill { Storage: Variable own, Value: Constant { Bits: 0 } } when memory.IsOwn(memory.RegionOf(own)) => own,
        Declare { Value: Allocate { Initialised: true } or ZerosLike, Variable: { Type: StorageType { Element: ScalarType } } variable }
            when variable.IsDerivative() => variable,
        _ => null,
    };

    private static Expression WithoutZeros(Expression value) => value switch
    {
        Allocate { Lifetime: Lifetime.Rented } allocate => allocate with { Initialised = false },
        ZerosLike { Memory: { Kind: StorageKind.Tape } tape } zeros => new Allocate(
            tape,
            EquatableArray.Of<Expression>(new Apply(Primitive.Length, ValueType.Int32, zeros.Storage)),
            Lifetime.Rented,
            Initialised: false),
        _ => value,
    };

    /// <summary>A loop that does nothing but set all elements of a derivative's storage to zero, without the loop.</summary>
    private Statement AsFill(Statement statement) =>
        statement is For { Body.Statements: { Count: 1 } body } loop
        && body[0] is Assign { Kind: AssignmentKind.Set, Target: Element { Storage: Variable storage } target } assign
        && storage.IsDerivative() && assign.Value.IsReal(0) && target.Equals(new Element(storage, loop.Counter)) && CountsOver(loop, storage, 0)
            ? new Fill(storage, assign.Value)
            : statement;

    /// <summary>Moves what is added to one element behind the loop after it that adds to all, so that the loop may assign; where the next use is then.</summary>
    private int AfterLoops(List<Statement> statements, int first, Variable storage)
    {
        if (first == statements.Count || statements[first] is not Assign { Kind: not AssignmentKind.Set, Target: Element place } assign) return first;
        if (!assign.IsDerivative() || accesses.Of(assign, storage).Count != 1) return first;
        int next = NextUse(statements, first + 1, storage);
        if (next == statements.Count || statements[next] is not For loop || accesses.Of(loop, storage).Count != 1 || Overwritten(loop, storage) is null) return first;
        for (int i = first + 1; i <= next; i++)
        {
            Effects effects = Effects.Of(statements[i], memory);
            if (effects.Disturb(assign.Value) || place.Indices.Any(effects.Disturb)) return first;
        }

        statements.RemoveAt(first);
        statements.Insert(next, assign);
        return next - 1;
    }

    private int NextUse(List<Statement> statements, int from, Variable storage)
    {
        int next = from;
        while (next < statements.Count && accesses.Of(statements[next], storage).Count == 0) next++;
        return next;
    }

    /// <summary>The loop with an assignment for its first addition, if that meets every element before anything else does.</summary>
    private For? Overwritten(For loop, Variable storage)
    {
        int rank = ((StorageType)storage.Type).Rank;
        var place = new Element(storage, EquatableArray.Of<Expression>(loop.Counter));
        if (rank == 1) return CountsOver(loop, storage, 0) ? WithAssignment(loop, place) : null;
        if (rank != 2 || !CountsOver(loop, storage, 0)) return null;
        for (int i = 0; i < loop.Body.Statements.Count; i++)
        {
            if (accesses.Of(loop.Body.Statements[i], storage).Count == 0) continue;
            if (loop.Body.Statements[i] is not For inner || !CountsOver(inner, storage, 1)) return null;
            if (loop.Body.Statements.Skip(i + 1).Any(later => accesses.Of(later, storage).Count > 0)) return null;
            return WithAssignment(inner, new Element(storage, EquatableArray.Of<Expression>(loop.Counter, inner.Counter))) is { } assigned
                ? loop with { Body = Replaced(loop.Body, i, assigned) }
                : null;
        }

        return null;
    }

    private bool CountsOver(For loop, Variable storage, int dimension) =>
        Headers.LimitFromZero(loop) is { } limit && shapes.IsLength(limit, storage, dimension);

    private For? WithAssignment(For loop, Element place)
    {
        int first = -1;
        for (int i = 0; i < loop.Body.Statements.Count; i++)
        {
            var touched = accesses.Of(loop.Body.Statements[i], (Variable)place.Storage);
            if (!touched.All(place.Equals)) return null;
            if (touched.Count > 0 && first < 0) first = i;
        }

        if (first < 0 || Assigned(loop.Body.Statements[first], place) is not { } assigned) return null;
        return loop with { Body = Replaced(loop.Body, first, assigned) };
    }

    private Assign? Assigned(Statement statement, Element place)
    {
        if (statement is not Assign assign || !assign.Target.Equals(place)) return null;
        if (accesses.Of(statement, (Variable)place.Storage).Count != 1) return null;
        if (assign.Kind == AssignmentKind.Set) return assign;
        if (!assign.IsDerivative()) return null; // 0 + -0 is not -0
        return new Assign(place, AssignmentKind.Set, assign.Kind == AssignmentKind.Add ? assign.Value : Terms.Negative(assign.Value));
    }

    private static Block Replaced(Block block, int index, Statement statement)
    {
        var statements = block.Statements.ToArray();
        statements[index] = statement;
        return new Block(statements.ToEquatableArray());
    }

    private void AssignConstantElements(List<Statement> statements, int from, Variable storage)
    {
        var met = new HashSet<Element>();
        for (int i = from; i < statements.Count; i++)
        {
            var touched = accesses.Of(statements[i], storage);
            if (touched.Count == 0) continue;
            if (touched.Count > 1 || touched[0] is not Element place || !place.Storage.Equals(storage)) return;
            if (!place.Indices.All(index => index is Constant)) return;
            if (statements[i] is not Assign assign || !assign.Target.Equals(place)) return;
            if (met.Add(place) && Assigned(assign, place) is { } assigned) statements[i] = assigned;
        }
    }
}
