CREATE FUNCTION tell_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO webhook_deliveries (team_id, webhook_id, event_id, type, data)
  SELECT NEW.team_id, w.id, NEW.id, NEW.type,
    jsonb_build_object('id', NEW.id, 'type', NEW.type, 'batchId', NEW.batch_id, 'createdAt', to_jsonb(NEW.created_at), 'data', NEW.data)
  FROM webhooks w
  WHERE w.team_id = NEW.team_id AND w.is_active AND (w.types = '{}' OR NEW.type = ANY (w.types));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_tell_webhooks AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION tell_webhooks();
