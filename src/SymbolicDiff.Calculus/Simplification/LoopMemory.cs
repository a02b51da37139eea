using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Takes memory that the iterations of a loop would each take anew once, before the outermost loop in which its length stays the same. It is one iteration's, so each clears it
/// first where it has to be zero. <c>stackalloc</c> stays in no loop, for what it takes is given back only when the method ends: it is rented there, or an array.
/// </summary>
internal sealed class LoopMemory
{
    private readonly Facts facts;
    private readonly VariableSource variables;
    private readonly HashSet<Variable> known = [];

    private LoopMemory(Facts facts) => (this.facts, variables) = (facts, new VariableSource(facts.Function));

    public static Function Run(Facts facts) => facts.With(new LoopMemory(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = new List<Statement>();
        var met = new List<Variable>();
        foreach (Statement statement in block.Statements)
        {
            met.AddRange(NotNull.After(statement).Where(storage => facts.Uses.IsDefinedOnce(storage) && known.Add(storage)));
            Statement walked = statement.Map(expression => expression, Walk);
            if (walked is For or While && walked.Blocks().Any(HoldsMemory)) statements.AddRange(Hoisted(walked));
            else statements.Add(walked);
        }

        known.ExceptWith(met);
        return block.With(statements);
    }

    /// <summary>Whether the block takes memory outside of the loops in it.</summary>
    private static bool HoldsMemory(Block block) => block.Statements.Any(statement =>
        statement is Declare { Value: Allocate or ZerosLike } || (statement is If && statement.Blocks().Any(HoldsMemory)));

    /// <summary>The loop behind the declarations that stood in it.</summary>
    private List<Statement> Hoisted(Statement loop)
    {
        var hoisted = new List<Statement>();
        Effects effects = Effects.Of(loop, facts.Memory);
        var changed = effects.Assigned;
        hoisted.Add(loop.Map(expression => expression, body => In(body, body, isCertain: loop is For)));
        return hoisted;

        Block In(Block block, Block body, bool isCertain) => block.With([.. block.Statements.SelectMany(statement => statement switch
        {
            Declare { Value: Allocate or ZerosLike } declare => Declared(declare, block, body, isCertain),
            If branch => [branch.With(branch.Condition, In(branch.Then, body, isCertain: false), In(branch.Else, body, isCertain: false))],
            _ => [statement],
        })]);

        IEnumerable<Statement> Declared(Declare declare, Block block, Block body, bool isCertain)
        {
            Allocate memory = OfLongestRow(Written(declare.Value!), declare.Variable, body, effects);
            if (Before(memory, loop, changed, isCertain) is not { } before || !Escape.StaysIn(body, declare.Variable))
                return memory.Lifetime == Lifetime.Stack ? WithoutStack(declare.Variable, memory, Escape.StaysIn(block, declare.Variable)) : [declare];
            bool isNamedOnce = facts.Uses.IsDefinedOnce(declare.Variable);
            Variable variable = isNamedOnce ? declare.Variable : variables.New(declare.Variable.Name + "Memory", declare.Variable.Type, declare.Variable.Role);
            hoisted.AddRange(before.Lifetime == memory.Lifetime ? [new Declare(variable, before)] : WithoutStack(variable, before, isOwn: true));
            changed.Remove(variable);
            known.Add(variable);
            IEnumerable<Statement> cleared = NeedsZeros(memory) ? [new Fill(variable, Constant.ZeroOf(memory.Memory.Element))] : [];
            return isNamedOnce ? cleared : cleared.Append(new Declare(declare.Variable, variable));
        }
    }

    /// <summary>Zeros are memory like any other, where their shape is known.</summary>
    private static Allocate Written(Expression value) => value is not ZerosLike zeros ? (Allocate)value : new Allocate(
        zeros.Memory,
        Enumerable.Range(0, zeros.Memory.Rank).Select(dimension => LengthOf(zeros, dimension)).ToEquatableArray(),
        zeros.Memory.Kind == StorageKind.Tape ? Lifetime.Rented : Lifetime.Managed);

    /// <summary>The same with room for any row, where it is for a row of a jagged array, another one in each iteration, and nothing but elements of it are used.</summary>
    private Allocate OfLongestRow(Allocate memory, Variable name, Block body, Effects effects)
    {
        if (memory is not { Lifetime: Lifetime.Rented, Memory.Kind: StorageKind.Tape, Lengths.Count: 1 } || NeedsZeros(memory) || !IsUsedByElements(name, body)) return memory;
        if (RowsOf(memory.Lengths[0]) is not { } rows || effects.Assigned.Contains(rows) || effects.Replaces(new Element(rows, Constant.Of(0)))) return memory;
        return memory with { Lengths = EquatableArray.Of<Expression>(LongestRow.Of(rows)) };
    }

    /// <summary>The jagged array of whose rows one has the length.</summary>
    private Variable? RowsOf(Expression length)
    {
        if (length is not Apply { Primitive.Form: PrimitiveForm.Length } apply || apply.Primitive != Primitive.Length) return null;
        Expression? row = apply.Operands[0] is Variable name ? facts.Uses.ValueOf(name) : apply.Operands[0];
        return row is Element { Storage: Variable { Type: StorageType { Kind: StorageKind.Array, Rank: 1, Element: StorageType { Kind: StorageKind.Array, Rank: 1, Element: var number } } } rows } && number.Equals(ValueType.Double)
            ? rows
            : null;
    }

    private static bool IsUsedByElements(Variable storage, Block body)
    {
        int mentions = 0, elements = 0;
        body.ForEachMention(variable => mentions += variable.Equals(storage) ? 1 : 0);
        body.ForEach(statement =>
        {
            if (statement is Assign { Kind: AssignmentKind.Set, Target: Element target }) Count(target);
            foreach (Expression read in statement.Reads()) read.ForEach(Count);
        });
        return mentions == elements;

        void Count(Expression part) => elements += part is Element { Type: ScalarType } element && element.Storage.Equals(storage) ? 1 : 0;
    }

    private static Expression LengthOf(ZerosLike zeros, int dimension) => zeros.Memory.Rank == 1
        ? new Apply(Primitive.Length, ValueType.Int32, zeros.Storage)
        : new Apply(Primitive.LengthOf, ValueType.Int32, zeros.Storage, Constant.Of(dimension));

    private static bool NeedsZeros(Allocate memory) => memory.Initialised && memory.Memory is { Kind: not (StorageKind.Stack or StorageKind.ReadOnlySpan), Element: not StorageType };

    /// <summary>Memory for a span that is not on the stack: rented if the block that declares it alone names it.</summary>
    private IEnumerable<Statement> WithoutStack(Variable span, Allocate memory, bool isOwn)
    {
        StorageKind kind = isOwn ? StorageKind.Tape : StorageKind.Array;
        var allocate = new Allocate(memory.Memory with { Kind = kind }, memory.Lengths, isOwn ? Lifetime.Rented : Lifetime.Managed, memory.Initialised);
        if (!isOwn) return [new Declare(span, allocate)];
        Variable rented = variables.New(span.Name + "Memory", allocate.Memory, span.Role);
        return [new Declare(rented, allocate), new Declare(span, new View(rented, (StorageType)span.Type, Constant.Of(0), null))];
    }

    /// <summary>The memory as it can be taken before the loop; null if it cannot.</summary>
    private Allocate? Before(Allocate memory, Statement loop, HashSet<Variable> changed, bool isCertain)
    {
        if (memory.Memory is { Kind: StorageKind.Array or StorageKind.Span or StorageKind.ReadOnlySpan, Element: StorageType }) return null;
        EquatableArray<Expression> lengths = memory.Lengths.Map(length => Resolved(length, changed));
        if (!lengths.All(length => IsUnchanging(length, changed))) return null;
        memory = memory with { Lengths = lengths };
        if (memory.Lifetime == Lifetime.Stack && lengths[0] is Constant { Bits: >= 0 }) return memory;
        if (memory.Lifetime == Lifetime.Managed) return lengths.All(IsLength) && !lengths.Any(MayBeOfNull) ? memory : null;
        bool isThere = lengths.All(IsAtMostALength) && !lengths.Any(MayBeOfNull);
        if (!isThere && !isCertain) return null;
        return memory with
        {
            Lifetime = Lifetime.Rented,
            Lengths = isThere || loop is For { Step: > 0, Start: Constant start, Limit: Constant limit } && start.Bits < limit.Bits ? lengths : EquatableArray.Of(WhereRuns((For)loop, lengths[0])),
            Initialised = memory.Initialised && !NeedsZeros(memory),
        };
    }

    /// <summary>Where there is no iteration there need not be room for the memory of one.</summary>
    private static Expression WhereRuns(For loop, Expression length) => length is Conditional { WhenFalse: Constant { Bits: 0 } } inner
        ? new Conditional(new Apply(Primitive.AndAlso, ValueType.Boolean, Headers.Runs(loop), inner.Condition), inner.WhenTrue, inner.WhenFalse)
        : new Conditional(Headers.Runs(loop), length, Constant.ZeroOf(length.Type));

    /// <summary>The length without locals of the loop.</summary>
    private Expression Resolved(Expression length, HashSet<Variable> changed) => length.Substitute(variable =>
        variable.Type is ScalarType && changed.Contains(variable) && facts.Uses.ValueOf(variable) is { } value && facts.Uses.IsStable(value) ? Resolved(value, changed) : null);

    /// <summary>Whether the length is the same before the loop; there it may be evaluated if the loop runs, for then it throws a little earlier at most.</summary>
    private static bool IsUnchanging(Expression length, HashSet<Variable> changed) => !length.Any(part => part switch
    {
        Variable variable => changed.Contains(variable),
        Apply { Primitive.Name: "/" or "%" } quotient => quotient.Operands[1] is not Constant { Bits: > 0 },
        Apply { Primitive.Form: PrimitiveForm.Method } => true,
        _ => part is not (Constant or Apply or Conditional) && !LongestRow.Is(part),
    });

    private bool MayBeOfNull(Expression length) => length.Any(part =>
        part is Apply { Primitive.Form: PrimitiveForm.Length } apply
        && !(apply.Operands[0] is Variable storage && (storage.Type is StorageType { Kind: not StorageKind.Array } || known.Contains(storage))));

    private static bool IsLength(Expression length) => length is Constant { Bits: >= 0 } or Apply { Primitive.Form: PrimitiveForm.Length };

    /// <summary>Whether memory of the length cannot be more than there is.</summary>
    private static bool IsAtMostALength(Expression length) => length switch
    {
        Constant => true,
        Apply { Primitive.Form: PrimitiveForm.Length } => true,
        External => LongestRow.Is(length),
        Apply { Primitive: { Name: "-", Checked: false } } less => IsAtMostALength(less.Operands[0]) && less.Operands[1] is Constant { Bits: >= 0 and <= short.MaxValue },
        _ => false,
    };
}
