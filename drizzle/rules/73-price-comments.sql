comment on table metering.price_part is 'A month of a meter cut where its price changes; only of months in which one does.';
comment on column metering.price_part.step is 'What the part amounts to beyond to_register − from_register; other than 0 only where the register jumped.';
