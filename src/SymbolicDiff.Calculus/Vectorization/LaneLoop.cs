using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>What a variable from outside of the loop gathers over its iterations.</summary>
internal enum Reduction
{
    Sum,
    Max,
    Min,
}

/// <summary>What an iteration hands to the next one.</summary>
/// <param name="Reader">The statement that reads first what the last iteration has left.</param>
/// <param name="Value">What is left for the next one.</param>
internal sealed record Handed(Statement Reader, Expression Value);

/// <summary>A counted loop of which eight iterations can run side by side: what is the same in all of them, and what each has of its own.</summary>
internal sealed partial class LaneLoop
{
    private readonly Facts facts;
    private readonly bool isFast;
    private readonly HashSet<Variable> own = [];
    private readonly HashSet<Variable> varying = [];
    private readonly HashSet<Variable> ownStorage = [];
    private readonly HashSet<Variable> integers = [];
    private readonly Dictionary<Variable, Reduction> reductions = [];
    private readonly Dictionary<Variable, Handed> handedOn = [];
    private readonly bool isTurned;

    private LaneLoop(For loop, bool isTurned, Facts facts, bool isFast)
    {
        (Loop, this.isTurned, this.facts, this.isFast, Strides) = (loop, isTurned, facts, isFast, new Strides(loop.Counter));
        varying.Add(loop.Counter);
    }

    /// <summary>What an iteration hands to the next one: the variable, and the statement that reads it first.</summary>
    public IReadOnlyDictionary<Variable, Handed> HandedOn => handedOn;

    /// <summary>The loop, counting upwards by one.</summary>
    public For Loop { get; }

    public Strides Strides { get; }

    /// <summary>What the loop's iterations gather, in the order in which it is met.</summary>
    public IReadOnlyDictionary<Variable, Reduction> Reductions => reductions;

    /// <summary>What the lanes of a sum begin with, and what is added where nothing is: −0 if the sum may be −0, which 0 would change.</summary>
    public Constant Nothing(Variable sum)
    {
        bool isNeverMinusZero = sum.IsDerivative() || facts.Body.AllStatements().All(statement => statement switch
        {
            Declare { Value: { } value } declare => !declare.Variable.Equals(sum) || IsZero(value),
            Assign { Kind: AssignmentKind.Set } assign => !assign.Target.Equals(sum) || IsZero(assign.Value),
            _ => true,
        }) && !facts.Function.Parameters.Any(parameter => parameter.Variable.Equals(sum));
        return Constant.Of(isNeverMinusZero ? 0.0 : -0.0);

        static bool IsZero(Expression value) => value is Constant { Bits: 0 };
    }

    /// <summary>The loop for lanes; null where its iterations depend on each other or do what lanes cannot do.</summary>
    /// <param name="loop">Any counted loop.</param>
    /// <param name="memory">Memory from outside of the loop that is each iteration's own.</param>
    /// <param name="facts">What is known of the function.</param>
    /// <param name="isFast">Whether sums may be taken in another order, and functions may differ in the last places.</param>
    public static LaneLoop? Of(For loop, IEnumerable<Variable> memory, Facts facts, bool isFast)
    {
        if (loop.IsOverDirections) return null;
        For? upwards = loop.Step == 1 ? loop : Headers.Upwards(loop);
        if (upwards is not { Step: 1 } || !loop.Counter.Type.Equals(ValueType.Int32)) return null;
        if (upwards.Inclusive) upwards = upwards with { Limit = Terms.Plus(upwards.Limit, Constant.Of(1)), Inclusive = false };
        var lanes = new LaneLoop(upwards, loop.Step != 1, facts, isFast);
        lanes.TakeOwn(memory);
        while (lanes.Spread(upwards.Body, isMasked: false)) { }
        lanes.FindIntegers();
        return lanes.IsPossible(upwards.Body, new LaneConditions(upwards.Body)) && lanes.HasEitherForm() && new LaneAccesses(lanes, facts, isFast).AreIndependent() ? lanes : null;
    }

    /// <summary>Whether the variable is one of each iteration's own.</summary>
    public bool IsOwn(Variable variable) => own.Contains(variable);

    /// <summary>Whether it is an integer that is only given values, known for each lane: a double in each of them.</summary>
    public bool IsInteger(Variable variable) => integers.Contains(variable);

    /// <summary>Whether it is memory of each iteration's own.</summary>
    public bool IsOwnStorage(Variable variable) => ownStorage.Contains(variable);

    /// <summary>Whether the local is given another value than that of its declaration.</summary>
    public bool IsAssigned(Variable local) => Loop.Body.AllStatements().Any(statement => statement is Assign { Target: Variable target } && target.Equals(local));

    /// <summary>Whether the loop writes memory that the element may be part of.</summary>
    public bool Writes(Element element) => Effects.Of(Loop.Body, facts.Memory).Overwrites(element.Storage);

    /// <summary>Whether the value may differ from lane to lane.</summary>
    public bool IsVarying(Expression expression) => expression switch
    {
        Variable variable => varying.Contains(variable),
        Apply { Primitive.Form: PrimitiveForm.Length } length => IsOtherMemory(length.Operands[0]),
        ZerosLike zeros => IsOtherMemory(zeros.Storage),
        _ => expression.Children().Any(IsVarying),
    };

    private void TakeOwn(IEnumerable<Variable> memory)
    {
        foreach (Variable storage in memory)
        {
            given.Add(storage);
            AddOwnMemory(storage, storage);
        }

        Loop.Body.ForEach(statement =>
        {
            if (statement is Declare declare) own.Add(declare.Variable);
            if (statement is For inner) own.Add(inner.Counter);
            if (statement is Pop pop) own.Add(pop.Target);
            FindOwnMemory(statement);
        });
    }

    /// <summary>Adds what takes values that vary; true if something was added.</summary>
    private bool Spread(Block block, bool isMasked)
    {
        bool isChanged = false;
        foreach (Statement statement in block.Statements)
        {
            Variable? target = statement switch
            {
                Declare { Value: { } value } declare when IsVarying(value) => declare.Variable,
                Declare { Value: CopyOf copy } declare when IsVarying(declare.Variable) => RootOf(copy.Storage),
                Assign { Target: Variable variable } assign when isMasked || IsVarying(assign.Value) => variable,
                Assign { Target: Element element } assign when isMasked || IsVarying(assign.Value) || element.Indices.Any(IsVarying) => RootOf(element.Storage),
                Fill fill when isMasked || IsVarying(fill.Value) => RootOf(fill.Storage),
                Copy copy when isMasked || IsVarying(copy.Source) => RootOf(copy.Target),
                Copy copy when IsVarying(copy.Target) => RootOf(copy.Source),
                Push push when IsVarying(push.Value) => RootOf(push.Stack),
                Pop pop when IsVarying(pop.Stack) => pop.Target,
                _ => null,
            };
            if (target is not null && (own.Contains(target) || target.Type is ScalarType)) isChanged |= Vary(target);
            bool isInner = isMasked || statement is If branch && IsVarying(branch.Condition);
            foreach (Block inner in statement.Blocks()) isChanged |= Spread(inner, isInner);
        }

        return isChanged;
    }

    private void FindIntegers()
    {
        foreach (Variable local in varying.Where(local => local.Type.Equals(ValueType.Int32) && own.Contains(local) && Mentions(Loop.Body, local) == 0))
        {
            IEnumerable<Expression?> values = Loop.Body.AllStatements().Select(statement => statement switch
            {
                Declare declare when declare.Variable.Equals(local) => declare.Value ?? Constant.Of(0),
                Assign { Kind: AssignmentKind.Set } assign when assign.Target.Equals(local) => assign.Value,
                Assign assign when assign.Target.Equals(local) => null,
                _ => Constant.Of(0),
            });
            if (values.All(value => value is not null && IsMoving(value))) integers.Add(local);
        }
    }

    private bool IsPossible(Block block, LaneConditions conditions)
    {
        foreach (Statement statement in block.Statements)
        {
            bool isPossible = statement switch
            {
                _ when Loop.IsOverDirections && IsPossibleInSweep(statement) is { } known => known,
                Declare { Variable.Type: StorageType } declare => IsPossibleMemory(declare),
                Declare declare => IsPossible(declare),
                Assign { Target.Type: StorageType } => false,
                Assign { Target: Variable target } assign => IsPossible(target, assign),
                Assign { Target: Element element } assign when RootOf(element.Storage) is not null && !IsVarying(element.Storage) => !element.Indices.Append(assign.Value).Any(IsVarying),
                Assign { Target: Element element } assign => element.Type.Equals(ValueType.Double) && IsPossible(element) && IsPossible(assign.Value),
                If branch => IsPossible(branch.Condition) && (!IsVarying(branch.Condition) || conditions.MayRunAlways(branch, this)),
                Fill fill => RootOf(fill.Storage) is not null && IsPossiblePath(fill.Storage) && IsPossible(fill.Value),
                Copy copy => RootOf(copy.Source) is not null && RootOf(copy.Target) is not null && IsPossible(copy),
                For inner => !IsVarying(inner.Start) && (!IsVarying(inner.Limit) || TryTakeLength(inner)) && inner.Counter.Type.Equals(ValueType.Int32),
                _ => false,
            };
            if (!isPossible || !statement.Blocks().All(inner => IsPossible(inner, conditions))) return false;
            if (!statement.Reads().All(read => (!read.HasEffects() || Loop.IsOverDirections && !IsVarying(read)) && conditions.AreSafe(read, this))) return false;
        }

        return true;
    }

    private bool IsPossible(Declare declare)
    {
        Variable local = declare.Variable;
        if (!varying.Contains(local) || integers.Contains(local)) return true;
        if (local.Type.Equals(ValueType.Int32)) return declare.Value is { } value && StrideOf(value) is not null && Strides.TryAdd(local, value);
        return local.Type is ScalarType { Kind: ScalarKind.Double or ScalarKind.Boolean } && (declare.Value is null || IsPossible(declare.Value));
    }

    private bool IsPossible(Variable target, Assign assign)
    {
        if (integers.Contains(target)) return true;
        if (own.Contains(target)) return (!varying.Contains(target) || target.Type.Equals(ValueType.Double)) && IsPossible(assign.Value);
        if (!target.Type.Equals(ValueType.Double)) return false;
        if (ReductionOf(target, assign) is not var (kind, value)) return TryHandOn(target, assign);
        if (kind == Reduction.Sum && !isFast || value.Mentions(target) || !IsPossible(value)) return false;
        if (reductions.TryGetValue(target, out Reduction known)) return known == kind;
        reductions.Add(target, kind);
        varying.Add(target);
        return Mentions(Loop.Body, target) == Loop.Body.AllStatements().OfType<Assign>().Count(other => other.Target.Equals(target) && other.Kind == AssignmentKind.Set);
    }

    /// <summary>
    /// Takes a variable that an iteration sets for the next one: from what is known before it is read, so that all lanes can have it when the first reads what is left of the last eight.
    /// </summary>
    private bool TryHandOn(Variable variable, Assign assign)
    {
        var statements = Loop.Body.Statements;
        int last = statements.Count - 1;
        while (last >= 0 && !ReferenceEquals(statements[last], assign)) last--;
        int first = 0;
        while (first < last && !Reads(statements[first], variable)) first++;
        bool isReadBefore = first < last && !statements.Skip(last + 1).Any(statement => Reads(statement, variable)) && statements.Skip(first).Take(last - first).All(statement => !Assigns(statement, variable));
        if (isTurned || !isReadBefore || !IsVarying(assign.Value) || !IsPossible(assign.Value) || assign.Value.Mentions(variable)) return false;
        var known = new HashSet<Variable>(statements.Take(first).OfType<Declare>().Select(declare => declare.Variable).Where(local => !IsAssigned(local)));
        bool isKnown = !assign.Value.Any(part => part is Variable local && !known.Contains(local) && (own.Contains(local) && !local.Equals(Loop.Counter) || IsAssigned(local)) || part is Element element && Writes(element) || part.ThrowsItself() && part is not Element);
        if (!isKnown) return false;
        handedOn.Add(variable, new Handed(statements[first], assign.Value));
        varying.Add(variable);
        return true;
    }

    private static bool Assigns(Statement statement, Variable variable) => new Block(statement).AllStatements().Any(inner => inner is Assign { Target: Variable target } && target.Equals(variable));

    private static bool Reads(Statement statement, Variable variable) => Mentions(new Block(statement), variable) > 0;

    /// <summary>What the assignment adds, or compares the variable with.</summary>
    public static (Reduction Kind, Expression Value)? ReductionOf(Variable target, Assign assign) => assign switch
    {
        { Kind: not AssignmentKind.Set } => (Reduction.Sum, assign.Value),
        { Value: Apply { Primitive.Name: "max" or "min" } choice } when choice.Operands[0].Equals(target) => (KindOf(choice), choice.Operands[1]),
        { Value: Apply { Primitive.Name: "max" or "min" } choice } when choice.Operands[1].Equals(target) => (KindOf(choice), choice.Operands[0]),
        _ => null,
    };

    private static Reduction KindOf(Apply choice) => choice.Primitive.Name == "max" ? Reduction.Max : Reduction.Min;

    /// <summary>How often the values in the block read the variable.</summary>
    private static int Mentions(Block block, Variable variable)
    {
        int mentions = 0;
        block.ForEach(statement =>
        {
            IEnumerable<Expression> reads = statement is Assign { Target: Variable } assign ? [assign.Value] : statement.Reads();
            foreach (Expression read in reads) read.ForEachVariable(found => mentions += found.Equals(variable) ? 1 : 0);
        });
        return mentions;
    }

    /// <summary>Whether lanes can have the value.</summary>
    private bool IsPossible(Expression value)
    {
        if (!IsVarying(value)) return true;
        return value switch
        {
            Variable variable => variable.Type is ScalarType { Kind: ScalarKind.Double or ScalarKind.Boolean },
            Element element => IsPossible(element),
            Conditional choice => choice.Type.Equals(ValueType.Double) && IsPossible(choice.Condition) && IsPossible(choice.WhenTrue) && IsPossible(choice.WhenFalse),
            Apply { Primitive.Form: PrimitiveForm.Conversion } conversion => conversion.Type.Equals(ValueType.Double) && IsMoving(conversion.Operands[0]),
            Apply apply when apply.Operands[0].Type is ScalarType { IsReal: false, Kind: not ScalarKind.Boolean } => apply.Type.Equals(ValueType.Boolean) && apply.Operands.All(IsMoving),
            Apply apply => LaneCode.Has(apply.Primitive, isFast) && apply.Operands.All(operand => operand.Type is ScalarType { Kind: ScalarKind.Double or ScalarKind.Boolean } && IsPossible(operand)),
            _ => false,
        };
    }

    private bool IsMoving(Expression integer) => integer.Type.Equals(ValueType.Int32) && StrideOf(integer) is Constant;

    private bool IsPossible(Element element)
    {
        if (!element.Type.Equals(ValueType.Double) || element.Storage is Column) return false;
        if (element.Storage is Variable storage && ownStorage.Contains(storage) && (IsVarying(storage) || !Loop.IsOverDirections)) return !element.Indices.Any(IsVarying) || IsOfDiagonal(element);
        if (RowOf(element) is { } row) return !element.Indices.Any(IsVarying) && TryTakeRow(row);
        return (element.Indices.Count <= 2 || Loop.IsOverDirections && !element.Indices.Any(IsVarying)) && !IsVarying(element.Storage) && element.Indices.All(index => StrideOf(index) is not null) && DistanceOf(element) is not null;
    }

    /// <summary>How far the elements of two lanes are apart, in one row; null where they are in several.</summary>
    public Expression? DistanceOf(Element element)
    {
        int last = element.Indices.Count - 1;
        return element.Indices.Take(last).All(index => Strides.Of(index)?.IsInteger(0) == true) ? Strides.Of(element.Indices[last]) : null;
    }

    private Expression? StrideOf(Expression integer) =>
        !integer.Type.Equals(ValueType.Int32) || integer.Any(part => part is Variable variable && varying.Contains(variable) && !Strides.Moves(variable)) ? null : Strides.Of(integer);
}
